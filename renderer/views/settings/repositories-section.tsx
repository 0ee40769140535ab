import { type ReactElement, useState } from 'react'
import type { Setup } from '../../../shared/config.ts'
import { FROM_TEXTS, SETTING_NOTES } from '../../../shared/settings/notes.ts'
import type { RepositoryRow } from '../../../shared/views.ts'
import { useCall } from '../../data/app-data.tsx'
import { navigate } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { Select, TextArea } from '../../ui/field.tsx'
import { Empty, Failure, Loading } from '../../ui/notice.tsx'
import { SettingsGroup } from './setting-row.tsx'
import type { SettingsForm } from './use-settings.ts'

/** What a fresh worktree of each repository is set up with. */
export function RepositoriesSection({ form }: { form: SettingsForm }): ReactElement {
  const listed = useCall('repositories.list', {})
  const [chosen, setChosen] = useState<string | null>(null)
  if (listed.error !== null) return <Failure error={listed.error} retry={listed.reload} />
  if (listed.value === null) return <Loading what="the repositories" />
  const rows = withUnknown(listed.value, form)
  const row = rows.find(({ id }) => id === chosen) ?? rows[0]
  if (row === undefined) {
    return (
      <Empty title="No repository is known yet.">
        <Button onClick={() => navigate({ name: 'new', repositoryId: null })}>Choose a repository</Button>
      </Empty>
    )
  }
  return (
    <SettingsGroup title="Set-up" text={`${SETTING_NOTES.repositories.what} ${FROM_TEXTS.new_runs}`}>
      <div className="space-y-4 py-3">
        <Select
          label="Repository"
          value={row.id}
          options={rows.map(({ id, path }) => ({ value: id, text: path }))}
          onChange={setChosen}
        />
        <RepositorySetup key={row.id} row={row} form={form} />
      </div>
    </SettingsGroup>
  )
}

/** Also those that only the file names. */
function withUnknown(known: readonly RepositoryRow[], { values }: SettingsForm): RepositoryRow[] {
  const named = values.repositories.filter(({ repositoryId }) => known.every(({ id }) => id !== repositoryId))
  return [...known, ...named.map(({ repositoryId, path }) => ({ id: repositoryId, path, name: path, lastRunAt: null }))]
}

function RepositorySetup({ row, form }: { row: RepositoryRow; form: SettingsForm }): ReactElement {
  const own = form.values.repositories.find(({ repositoryId }) => repositoryId === row.id)?.setup ?? null
  const looked = useCall('repositories.inspect', { repositoryId: row.id }, form.view.revision)
  const proposed = looked.value?.setup ?? null
  const setup = own ?? proposed?.setup ?? null
  if (setup === null) {
    return looked.isLoading ? (
      <Loading what="the repository" />
    ) : (
      <p className="text-ink-2">
        {looked.value?.checks.find(({ level }) => level === 'error')?.text ?? looked.error?.message}
      </p>
    )
  }
  return (
    <SetupForm
      key={JSON.stringify(setup)}
      row={row}
      form={form}
      setup={setup}
      source={own === null ? (proposed?.source ?? null) : null}
    />
  )
}

const linesOf = (text: string): string[] =>
  text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))

/** `source` null: it is the person's own. */
function SetupForm({
  row,
  form,
  setup,
  source,
}: {
  row: RepositoryRow
  form: SettingsForm
  setup: Setup
  source: string | null
}): ReactElement {
  const [commands, setCommands] = useState(setup.commands.join('\n'))
  const [copy, setCopy] = useState(setup.copy.join('\n'))
  const written = { commands: linesOf(commands), copy: linesOf(copy) }
  const isChanged = JSON.stringify(written) !== JSON.stringify({ commands: setup.commands, copy: setup.copy })
  const path = ['repositories', row.id, 'setup']
  const keep = (): void => void form.change([{ path, value: written }])
  return (
    <>
      <p className="text-12 text-ink-2">
        {source === null
          ? 'Set by you. It goes before what the last run used.'
          : `Now ${source}. What you keep here goes before that.`}
      </p>
      <TextArea
        label="Commands"
        hint="Run once in a fresh worktree, before the plan; one a line."
        mono
        rows={3}
        placeholder="Nothing is run"
        value={commands}
        onChange={setCommands}
        onSubmit={keep}
      />
      <TextArea
        label="Ignored files to copy"
        hint="Taken from your checkout, such as .env; one a line."
        mono
        rows={2}
        placeholder="Nothing is copied"
        value={copy}
        onChange={setCopy}
        onSubmit={keep}
      />
      <div className="flex items-center gap-3">
        <Button disabled={!isChanged || form.isLocked} onClick={keep}>
          Keep this set-up
        </Button>
        {source === null && (
          <Button look="quiet" disabled={form.isLocked} onClick={() => void form.change([{ path }])}>
            As proposed again
          </Button>
        )}
        {!isChanged && <span className="text-12 text-ink-3">Nothing is changed.</span>}
      </div>
    </>
  )
}
