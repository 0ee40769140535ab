import { type ReactElement, useEffect, useState } from 'react'
import type { RunConfig } from '../../../shared/config.ts'
import type { AgentRow, RepositoryRow, RepositoryView } from '../../../shared/views.ts'
import { useAction, useCall } from '../../data/app-data.tsx'
import { useDraft } from '../../data/draft.ts'
import { useCommands } from '../../keys/commands.tsx'
import { navigate, replaceRoute, runRoute } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { Choice, Select, TextArea } from '../../ui/field.tsx'
import { Failure } from '../../ui/notice.tsx'
import { shortCommit } from '../../words/numbers.ts'
import { AgentChoices } from './agent-choices.tsx'
import { ChecksPanel } from './checks-panel.tsx'
import { CHECKER_CHECK, configOf, formChecks, goalProblem, type NewRunForm, POLICY_TEXTS, parseForm } from './form.ts'
import { LimitFields } from './limit-fields.tsx'
import { RepositoryField } from './repository-field.tsx'
import { reasonNotToStart } from './start-reason.ts'
import { TrustChoice } from './trust-choice.tsx'

const NO_AGENTS: readonly AgentRow[] = []

/** A goal on a repository: who works on it, when the person is asked, and what will and won't be touched. */
export function NewRunView({ repositoryId }: { repositoryId: string | null }): ReactElement {
  const [draft, setDraft, clearDraft] = useDraft('new-run')
  const [typed, setTyped] = useState<string | null>(null)
  const form = parseForm(draft === '' ? null : draft, repositoryId)
  const change = (part: Partial<NewRunForm>): void => setDraft(JSON.stringify({ ...form, ...part }))
  const base = form.base === '' ? {} : { base: form.base }
  const inspected = useCall('repositories.inspect', repositoryId === null ? null : { repositoryId, ...base })
  const agents = useCall('agents.list', {})
  const start = useAction('runs.start')
  const view = inspected.value
  useLookAgain(view, inspected.reload)
  const found = (view?.checks ?? []).filter(({ id }) => id !== CHECKER_CHECK)
  const checks = [...found, ...formChecks(form, view?.config ?? null, agents.value ?? NO_AGENTS)]
  const reason = reasonNotToStart({ repositoryId, typed, view, checks, isRunning: start.isRunning })

  const choose = (row: RepositoryRow): void => {
    setTyped(null)
    replaceRoute({ name: 'new', repositoryId: row.id })
  }
  const submit = (): void => {
    if (reason !== null || repositoryId === null || !view?.config) return
    const config = configOf(form, view.config)
    void start.run({ repositoryId, goal: form.goal.trim(), config, ...base }).then((reply) => {
      if (!reply?.ok) return
      clearDraft()
      navigate(runRoute(reply.value.runId))
    })
  }
  useCommands([
    { keys: 'mod+enter', label: 'start', group: 'New run', hint: true, run: submit },
    {
      keys: 'escape',
      label: 'keep as draft and close',
      group: 'New run',
      hint: true,
      run: () => navigate({ name: 'runs' }),
    },
  ])

  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(300px,400px)]">
      <div className="min-h-0 overflow-y-auto">
        <form className="mx-auto max-w-4xl space-y-6 px-8 py-5" onSubmit={(event) => event.preventDefault()}>
          <h1 className="sr-only">New run</h1>
          <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)] items-start gap-4">
            <RepositoryField
              repositoryId={repositoryId}
              view={view}
              typed={typed}
              onTyped={setTyped}
              onChoose={choose}
            />
            <BaseField form={form} view={view} onChange={change} />
          </div>
          {inspected.error && <Failure error={inspected.error} retry={inspected.reload} />}
          <GoalField goal={form.goal} onChange={(goal) => change({ goal })} />
          {agents.error && <Failure error={agents.error} retry={agents.reload} />}
          {view?.config && agents.value && (
            <Settings form={form} config={view.config} view={view} agents={agents.value} onChange={change} />
          )}
        </form>
      </div>
      <aside aria-label="Before you start" className="flex min-h-0 flex-col border-line-strong border-l bg-lit">
        <ChecksPanel
          repositoryId={repositoryId}
          checks={checks}
          isLoading={inspected.isLoading && repositoryId !== null}
          goal={form.goal}
          policy={form.policy}
          trust={
            view?.agentFiles ? (
              <TrustChoice view={view} agentFiles={view.agentFiles} base={base} onChanged={inspected.reload} />
            ) : null
          }
        />
        <footer className="flex-none border-line border-t px-4 py-3">
          {start.error && (
            <div className="mb-3">
              <Failure error={start.error} />
            </div>
          )}
          <div className="flex items-center gap-3">
            <Button look="primary" big keys="mod+enter" disabled={reason !== null} onClick={submit}>
              Start run
            </Button>
            <span className="text-12 text-ink-2" role="status">
              {reason ?? 'Nothing is written before you start.'}
            </span>
          </div>
        </footer>
      </aside>
    </div>
  )
}

const LOOK_AGAIN_MS = 3_000

/** Who drives the data folder changes by itself: a Triptych that ends, or this one that has just begun. Everything else is the person's to change. */
function useLookAgain(view: RepositoryView | null, reload: () => void): void {
  const isDrivenElsewhere = view?.checks.some(({ id, level }) => id === 'owner' && level === 'error') ?? false
  useEffect(() => {
    if (!isDrivenElsewhere) return
    const timer = setInterval(reload, LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [isDrivenElsewhere, reload])
}

function GoalField({ goal, onChange }: { goal: string; onChange: (goal: string) => void }): ReactElement {
  // An empty field that nobody has touched is no mistake yet.
  const [wasTouched, setTouched] = useState(goal !== '')
  return (
    <TextArea
      label="Goal"
      hint="What must be true at the end, and what must stay as it is."
      rows={5}
      value={goal}
      problem={wasTouched ? goalProblem(goal) : null}
      onChange={(next) => {
        setTouched(true)
        onChange(next)
      }}
    />
  )
}

interface PartProps {
  form: NewRunForm
  view: RepositoryView | null
  onChange(part: Partial<NewRunForm>): void
}

function BaseField({ form, view, onChange }: PartProps): ReactElement {
  const head = view?.head ? `${view.branch ?? 'detached'} at ${shortCommit(view.head)}` : 'What is checked out'
  const branches = view?.branches ?? []
  const known = form.base === '' || branches.includes(form.base) ? branches : [form.base, ...branches]
  return (
    <Select
      label="Start from"
      value={form.base}
      disabled={view === null}
      onChange={(base) => onChange({ base })}
      options={[{ value: '', text: head }, ...known.map((branch) => ({ value: branch, text: branch }))]}
    />
  )
}

function Settings({
  form,
  config,
  view,
  agents,
  onChange,
}: PartProps & { config: RunConfig; agents: readonly AgentRow[] }): ReactElement {
  const setup = form.setup ?? config.setup.commands.join('\n')
  return (
    <>
      <AgentChoices form={form} proposed={config} agents={agents} onChange={(next) => onChange({ agents: next })} />
      <Choice
        legend="When to ask you"
        value={form.policy}
        options={POLICY_TEXTS}
        onChange={(policy) => onChange({ policy })}
      />
      <TextArea
        label="Set-up"
        hint={`Run once in the fresh worktree before planning; one command per line. ${view?.setup === null || view === null ? '' : `${capital(view.setup.source)}.`}`}
        rows={2}
        mono
        value={setup}
        placeholder="Nothing is run"
        onChange={(text) => onChange({ setup: text })}
      />
      <LimitFields form={form} proposed={config.limits} onChange={(limits) => onChange({ limits })} />
    </>
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
