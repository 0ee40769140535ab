import { type ReactElement, useEffect, useState } from 'react'
import type { RunConfig } from '../../../shared/config.ts'
import type { AgentRow, RepositoryRow, RepositoryView, SavedForm } from '../../../shared/views.ts'
import { useAction, useCall } from '../../data/app-data.tsx'
import { useCommands } from '../../keys/commands.tsx'
import { navigate, replaceRoute, runRoute } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { Choice, Select, TextArea } from '../../ui/field.tsx'
import { Failure } from '../../ui/notice.tsx'
import { shortCommit } from '../../words/numbers.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/new-run.ts'
import { AgentChoices } from './agent-choices.tsx'
import { ChecksPanel } from './checks-panel.tsx'
import {
  attachmentChecks,
  CHECKER_CHECK,
  configOf,
  formChecks,
  type NewRunForm,
  POLICY_TEXTS,
  withKept,
} from './form.ts'
import { GoalPart } from './goal-part.tsx'
import { LimitFields } from './limit-fields.tsx'
import { PresetField } from './preset-field.tsx'
import { standIns } from './presets.ts'
import { RepositoryField } from './repository-field.tsx'
import { reasonNotToStart } from './start-reason.ts'
import { TrustChoice } from './trust-choice.tsx'
import { filesIn, useDrop } from './use-drop.ts'
import { useForm } from './use-form.ts'

const NO_AGENTS: readonly AgentRow[] = []

/** A goal on a repository: who works on it, when the person is asked, and what will and won't be touched. */
export function NewRunView({ repositoryId }: { repositoryId: string | null }): ReactElement {
  const [typed, setTyped] = useState<string | null>(null)
  const { form, change, replace, clear, uploading, here } = useForm(repositoryId)
  const base = form.base === '' ? {} : { base: form.base }
  const inspected = useCall('repositories.inspect', repositoryId === null ? null : { repositoryId, ...base })
  const agents = useCall('agents.list', {})
  const start = useAction('runs.start')
  const view = inspected.value
  useLookAgain(view, inspected.reload)
  const found = (view?.checks ?? []).filter(({ id }) => id !== CHECKER_CHECK)
  const checks = [
    ...found,
    ...formChecks(form, view?.config ?? null, agents.value ?? NO_AGENTS),
    ...attachmentChecks(form.attachments, here),
  ]
  const substitutes = standIns(checks, agents.value ?? NO_AGENTS)
  const isUploading = uploading.uploads.length > 0
  const reason = reasonNotToStart({ repositoryId, typed, view, checks, isRunning: start.isRunning, isUploading })

  const choose = (row: RepositoryRow): void => {
    setTyped(null)
    replaceRoute({ name: 'new', repositoryId: row.id })
  }
  const drop = useDrop(uploading.add)
  const use = (kept: SavedForm): void => {
    const next = withKept(form, kept.kind, kept.form)
    replace(next)
    setTyped(null)
    if (next.repositoryId !== repositoryId) replaceRoute({ name: 'new', repositoryId: next.repositoryId })
  }
  const submit = (): void => {
    if (reason !== null || repositoryId === null || !view?.config) return
    const config = configOf(form, view.config)
    const attachments = form.attachments.map(({ id }) => id)
    void start.run({ repositoryId, goal: form.goal.trim(), config, ...base, attachments }).then((reply) => {
      if (!reply?.ok) return
      clear()
      navigate(runRoute(reply.value.runId))
    })
  }
  useCommands([
    { keys: 'mod+enter', label: TEXT.start, group: COMMON.newRun, hint: true, run: submit },
    {
      keys: 'escape',
      label: TEXT.closeFormStays,
      group: COMMON.newRun,
      hint: true,
      run: () => navigate({ name: 'runs' }),
    },
  ])

  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(300px,400px)]">
      <div
        className={`min-h-0 overflow-y-auto ${drop.isOver ? 'outline-2 -outline-offset-4 outline-lapis' : ''}`}
        {...drop.handlers}
      >
        <form
          className="mx-auto max-w-4xl space-y-6 px-8 py-5"
          onSubmit={(event) => event.preventDefault()}
          onPaste={(event) => {
            const files = filesIn(event.clipboardData)
            if (files === null || files.length === 0) return
            event.preventDefault()
            uploading.add(files)
          }}
        >
          <h1 className="sr-only">{COMMON.newRun}</h1>
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
          <GoalPart form={form} uploading={uploading} onChange={change} onUse={use} onKept={clear} />
          {agents.error && <Failure error={agents.error} retry={agents.reload} />}
          {view?.config && agents.value && (
            <Settings form={form} config={view.config} view={view} agents={agents.value} onChange={change} />
          )}
        </form>
      </div>
      <aside aria-label={TEXT.beforeYouStart} className="flex min-h-0 flex-col border-line-strong border-l bg-lit">
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
              {TEXT.startRun}
            </Button>
            <div className="min-w-0 text-12 text-ink-2">
              <p role="status">{reason ?? TEXT.nothingIsWrittenBeforeYouStart}</p>
              {substitutes !== null && (
                <button
                  type="button"
                  className="min-h-6 text-lapis hover:underline"
                  onClick={() => change({ agents: substitutes })}
                >
                  {TEXT.useDemoAgentsInstead}
                </button>
              )}
            </div>
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

interface PartProps {
  form: NewRunForm
  view: RepositoryView | null
  onChange(part: Partial<NewRunForm>): void
}

function BaseField({ form, view, onChange }: PartProps): ReactElement {
  const head = view?.head ? COMMON.at(view.branch ?? 'detached', shortCommit(view.head)) : TEXT.whatIsCheckedOut
  const branches = view?.branches ?? []
  const known = form.base === '' || branches.includes(form.base) ? branches : [form.base, ...branches]
  return (
    <Select
      label={TEXT.startFrom}
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
      <PresetField form={form} config={config} agents={agents} onChange={onChange} />
      <AgentChoices form={form} proposed={config} agents={agents} onChange={(next) => onChange({ agents: next })} />
      <Choice
        legend={COMMON.whenToAskYou}
        value={form.policy}
        options={POLICY_TEXTS}
        onChange={(policy) => onChange({ policy })}
      />
      <TextArea
        label={COMMON.setUp}
        hint={TEXT.runOnceInFreshWorktreeBeforePlanning(
          view?.setup === null || view === null ? '' : `${capital(view.setup.source)}.`,
        )}
        rows={2}
        mono
        value={setup}
        placeholder={COMMON.nothingIsRun}
        onChange={(text) => onChange({ setup: text })}
      />
      <LimitFields form={form} proposed={config.limits} onChange={(limits) => onChange({ limits })} />
    </>
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
