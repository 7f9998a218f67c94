import type { VNode } from 'preact';
import { momentWords } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { page, redirect, route, type Route, type View } from '../../../platform/http/route.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { Say } from '../../../ui/language.tsx';
import type { SecondFactors, Workplaces } from '../ports.ts';
import { FACTOR } from './factor-words.ts';
import { PATHS } from './paths.ts';

/** What was done to an account, in words; the organisation keeps the record. */
export interface AccountChange { readonly at: Date; readonly what: Text; readonly by: string | null }
export interface AccountPageDeps { readonly secondFactors: Pick<SecondFactors, 'of'>; readonly workplaces: Workplaces; /** the latest first */ accountChanges(officerId: string): Promise<readonly AccountChange[]> }
/** changes that are shown: enough to see what one did not do oneself */
const CHANGES_SHOWN = 10;
/** recovery codes below which the page says so */
const FEW_CODES = 4;

/** «Tài khoản của tôi»: what an officer can change about the own account, and what was done to it. */
export function accountRoutes(deps: AccountPageDeps): Route[] {
  return [route({
    method: 'GET', path: PATHS.account, permission: 'staff.home', audit: 'staff.account',
    async handle({ view, actor, now }) {
      if (actor.kind !== 'officer') return redirect(PATHS.staffSignIn);
      const [state, places, changes] = await Promise.all([deps.secondFactors.of(actor.officerId, now), deps.workplaces.of(actor.officerId, now), deps.accountChanges(actor.officerId)]);
      return page(<AccountPage view={view} name={actor.name} position={actor.title} state={state} here={places.find((one) => one.agencyId === actor.agencyId)?.name ?? ''} several={places.length > 1} changes={changes.slice(0, CHANGES_SHOWN)} />);
    },
  })];
}

interface AccountProps { readonly view: View; readonly name: string; readonly position: string; readonly state: Awaited<ReturnType<SecondFactors['of']>>; readonly here: string; readonly several: boolean; readonly changes: readonly AccountChange[] }
function AccountPage({ view, name, position, state, here, several, changes }: AccountProps): VNode {
  const W = FACTOR.account;
  const on = state.on !== null;
  return (
    <DeskLayout view={view} title={W.title}>
      <SummaryList rows={[
        { term: W.name, value: name }, { term: W.position, value: position },
        { term: W.workplace, value: here, ...(several ? { change: { href: PATHS.staffWorkplace, words: W.change } } : {}) },
        { term: W.password, value: W.hidden[view.lang], change: { href: PATHS.staffPassword, words: W.change } },
      ]} />
      <h2><Say words={W.factor} /> <Tag colour={on ? 'green' : 'grey'}>{state.on === null ? W.off : W.on(state.on)}</Tag></h2>
      {state.requiredSince !== null && <p><Say words={W.required(state.requiredSince)} /></p>}
      {on ? (
        <>
          {state.codesLeft < FEW_CODES && <Notice kind="warn"><p><Say words={W.few} /></p></Notice>}
          <p><Say words={W.codes} />: <Say words={W.left(state.codesLeft)} /></p>
          <ButtonGroup>
            <Button kind="secondary" href={PATHS.factorCodes}><Say words={W.renew} /></Button>
            <Button kind="secondary" href={PATHS.factor}><Say words={W.replace} /></Button>
            {state.requiredSince === null && <Button kind="quiet" href={PATHS.factorOff}><Say words={W.turnOff} /></Button>}
          </ButtonGroup>
        </>
      ) : (
        <>
          <p><Say words={W.why} /></p>
          <ButtonGroup><Button href={PATHS.factor}><Say words={W.turnOn} /></Button></ButtonGroup>
        </>
      )}
      {changes.length > 0 && (
        <>
          <DataTable
            caption={W.history} cards rows={changes.map((change, index) => ({ ...change, index }))} rowKey={(change) => String(change.index)}
            columns={[
              { key: 'what', title: W.what, head: true, cell: (change) => <Say words={change.what} /> },
              { key: 'at', title: W.at, tight: true, cell: (change) => <Say words={momentWords(change.at)} /> },
              { key: 'by', title: W.by, named: true, cell: (change) => change.by ?? <Say words={W.system} /> },
            ]}
          />
          <p class="mc-quiet"><Say words={W.notYou} /></p>
        </>
      )}
    </DeskLayout>
  );
}
