import type { ReactElement } from 'react'
import { useAction, useAppData } from '../../data/app-data.tsx'
import { useCommands } from '../../keys/commands.tsx'
import { navigate, runRoute } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { RoleMark } from '../../ui/mark.tsx'
import { Failure } from '../../ui/notice.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/first-visit.ts'
import { MachinePanel } from './machine-panel.tsx'

const PARTS = [
  {
    role: 'strategy',
    name: TEXT.strategy,
    text: TEXT.writesPlan,
    shape: 'mt-11 rounded-tl-[7.5rem] -mr-px pl-6',
  },
  {
    role: 'implementation',
    name: TEXT.implementation,
    text: TEXT.changesCodeOneTaskAtTime,
    shape: 'rounded-t-[9.5rem] px-10 pt-20',
  },
  {
    role: 'checker',
    name: TEXT.checker,
    text: TEXT.judgesEachCriterionOnEvidence,
    shape: 'mt-11 rounded-tr-[7.5rem] -ml-px pl-5',
  },
] as const

/** A first visit: what this is, what is on this machine, the demo in one click, or a repository of one's own. */
export function FirstRun(): ReactElement {
  const { runs } = useAppData()
  const demo = useAction('demo.start')
  const startDemo = async (): Promise<void> => {
    const started = await demo.run({})
    if (!started?.ok) return
    runs.reload()
    navigate(runRoute(started.value.runId))
  }
  useCommands([
    { keys: 'd', label: TEXT.startDemoLower, group: TEXT.firstVisit, hint: true, run: () => void startDemo() },
  ])
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-w-0 flex-1 overflow-y-auto">
        <div className="m-auto max-w-3xl px-8 py-10">
          <h2 className="text-26 font-strong">{TEXT.goalThreeAgentsYourDecision}</h2>
          <p className="mt-1 max-w-lg text-15 text-ink-2">{TEXT.pickGitRepositoryAndWrite}</p>
          <div className="mt-8 grid grid-cols-[3fr_4fr_3fr]">
            {PARTS.map(({ role, name, text, shape }) => (
              <section
                key={role}
                className={`flex min-h-56 flex-col justify-end border border-line-strong bg-lit pr-4 pb-8 ${shape}`}
              >
                <h3 className="flex items-center gap-2 font-strong">
                  <RoleMark role={role} />
                  {name}
                </h3>
                <p className="mt-2 text-ink-2">{text}</p>
              </section>
            ))}
          </div>
          <div className="mt-6 flex flex-wrap items-center gap-3">
            <Button look="primary" big icon="play" keys="d" disabled={demo.isRunning} onClick={() => void startDemo()}>
              {TEXT.startDemo}
            </Button>
            <Button big icon="folder" keys="n" onClick={() => navigate({ name: 'new', repositoryId: null })}>
              {COMMON.chooseRepository}
            </Button>
          </div>
          {demo.error !== null && (
            <div className="mt-3">
              <Failure error={demo.error} />
            </div>
          )}
          <p className="mt-3 max-w-lg text-ink-2">{TEXT.demoTakesAboutMinuteAndCostsNothing}</p>
        </div>
      </div>
      <MachinePanel />
    </div>
  )
}
