import type { ReactElement } from 'react'
import type { RunView } from '../../../shared/views.ts'
import { hrefOf, RUN_TABS, type RunTab, runRoute } from '../../route.ts'
import { GATE_TABS } from '../../words/gate-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run.ts'

const NAMES: Readonly<Record<RunTab, string>> = {
  run: COMMON.run,
  plan: COMMON.plan,
  review: COMMON.review,
  artifacts: COMMON.artifacts,
  timeline: COMMON.timeline,
}
/** A view holds so many at most; there may be more. */
const ARTIFACTS_IN_VIEW = 200

/** The parts of a run. A gold dot stands where an open question is answered. */
export function RunTabs({ view, tab }: { view: RunView; tab: RunTab }): ReactElement {
  const asking = new Set(view.gates.filter(({ state }) => state === 'open').map(({ kind }) => GATE_TABS[kind]))
  const artifacts = view.artifacts.length
  const notes: Partial<Record<RunTab, string>> = {
    ...(view.plan === null ? {} : { plan: `v${view.plan.revision}` }),
    artifacts: artifacts >= ARTIFACTS_IN_VIEW ? `${ARTIFACTS_IN_VIEW}+` : String(artifacts),
  }
  return (
    <nav aria-label={TEXT.partsOfRun} className="-ml-2.5 flex h-[34px] items-stretch gap-1">
      {RUN_TABS.map((name) => (
        <a
          key={name}
          href={hrefOf(runRoute(view.runId, name))}
          aria-current={name === tab ? 'page' : undefined}
          className={`flex items-center gap-1.5 border-y-2 border-t-transparent px-2.5 outline-offset-[-2px] ${name === tab ? 'border-b-ink font-medium text-ink' : 'border-b-transparent text-ink-2 hover:text-ink'}`}
        >
          {NAMES[name]}
          {notes[name] !== undefined && <span className="text-11 text-ink-3">{notes[name]}</span>}
          {asking.has(name) && (
            <>
              <span
                className="size-2 rotate-45 forced-color-adjust-none bg-gold-fill inset-ring inset-ring-gold-edge"
                aria-hidden="true"
              />
              <span className="sr-only">{TEXT.needsYou}</span>
            </>
          )}
        </a>
      ))}
    </nav>
  )
}
