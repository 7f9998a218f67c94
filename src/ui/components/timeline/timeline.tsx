import type { ComponentChildren, VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';
import { Icon } from '../icon/icon.tsx';

export interface TimelineStep {
  /** `missed`: it happened, and not as it should */ readonly state: 'done' | 'now' | 'next' | 'missed';
  readonly name: Words;
  /** «09:41 thứ Sáu 13/2/2026» or «trước 17:00 hôm nay» */
  readonly time?: Words | undefined;
  /** ISO 8601 of the moment, for machines */
  readonly dateTime?: string | undefined;
  readonly who?: Words | undefined;
  readonly children?: ComponentChildren;
}

export function Timeline({ steps, label }: { steps: readonly TimelineStep[]; label?: string | undefined }): VNode {
  const words = useWords();
  const word = { done: words.stepDone, now: words.stepNow, next: words.stepNext, missed: words.stepDone };
  return (
    <ol class="mc-timeline" aria-label={label}>
      {steps.map((step, at) => (
        <li key={at} class={`mc-step mc-step-${step.state}`} aria-current={step.state === 'now' ? 'step' : undefined}>
          <span class="mc-step-mark">{step.state === 'done' ? <Icon name="check" /> : step.state === 'now' ? <Icon name="clock" /> : step.state === 'missed' ? <Icon name="alert" /> : null}</span>
          <div>
            <p class="mc-step-name"><span class="mc-vh">{word[step.state]}: </span><Say words={step.name} /></p>
            {(step.time !== undefined || step.who !== undefined) && (
              <p class="mc-step-facts">
                {step.who !== undefined && <Say words={step.who} />}{step.who !== undefined && step.time !== undefined && ' · '}
                {step.time !== undefined && (step.dateTime ? <time dateTime={step.dateTime}><Say words={step.time} /></time> : <Say words={step.time} />)}
              </p>
            )}
            {step.children}
          </div>
        </li>
      ))}
    </ol>
  );
}
