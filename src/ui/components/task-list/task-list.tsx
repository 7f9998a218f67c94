import type { VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';
import { Tag, type TagColour } from '../tag/tag.tsx';

export type TaskState = 'done' | 'doing' | 'todo' | 'fix' | 'blocked';
export interface Task {
  readonly name: Words;
  /** none while the task cannot be done yet */
  readonly href?: string | undefined;
  readonly hint?: Words | undefined;
  readonly state: TaskState;
  /** in place of the state's own word */
  readonly stateWords?: Words | undefined;
}
const LOOK: Readonly<Record<TaskState, { readonly colour: TagColour; readonly word: 'statusDone' | 'statusDoing' | 'statusTodo' | 'statusFix' | 'statusBlocked' }>> = {
  done: { colour: 'green', word: 'statusDone' }, doing: { colour: 'blue', word: 'statusDoing' }, todo: { colour: 'grey', word: 'statusTodo' },
  fix: { colour: 'yellow', word: 'statusFix' }, blocked: { colour: 'grey', word: 'statusBlocked' },
};

export function TaskList({ tasks, id }: { tasks: readonly Task[]; id?: string | undefined }): VNode {
  const words = useWords();
  const prefix = id ?? 'viec';
  return (
    <ul class="mc-tasks">
      {tasks.map((task, at) => (
        <li key={at}>
          <div class="mc-task-name">
            {task.href ? <a href={task.href} aria-describedby={`${prefix}-${at + 1}`}><Say words={task.name} /></a> : <span><Say words={task.name} /></span>}
            {task.hint !== undefined && <div class="mc-hint"><Say words={task.hint} /></div>}
          </div>
          <div class="mc-task-state" id={`${prefix}-${at + 1}`}><Tag colour={LOOK[task.state].colour}>{task.stateWords ?? words[LOOK[task.state].word]}</Tag></div>
        </li>
      ))}
    </ul>
  );
}
