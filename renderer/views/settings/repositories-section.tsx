import { type ReactElement, useState } from 'react'
import type { Setup } from '../../../shared/config.ts'
import { FROM_TEXTS, SETTING_NOTES } from '../../../shared/settings/notes.ts'
import type { RepositoryRow } from '../../../shared/views.ts'
import { useCall } from '../../data/app-data.tsx'
import { navigate } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { Select, TextArea } from '../../ui/field.tsx'
import { Empty, Failure, Loading } from '../../ui/notice.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/settings-storage.ts'
import { SettingsGroup } from './setting-row.tsx'
import type { SettingsForm } from './use-settings.ts'

/** What a fresh worktree of each repository is set up with. */
export function RepositoriesSection({ form }: { form: SettingsForm }): ReactElement {
  const listed = useCall('repositories.list', {})
  const [chosen, setChosen] = useState<string | null>(null)
  if (listed.error !== null) return <Failure error={listed.error} retry={listed.reload} />
  if (listed.value === null) return <Loading what={TEXT.theRepositories} />
  const rows = withUnknown(listed.value, form)
  const row = rows.find(({ id }) => id === chosen) ?? rows[0]
  if (row === undefined) {
    return (
      <Empty title={TEXT.noRepositoryIsKnownYet}>
        <Button onClick={() => navigate({ name: 'new', repositoryId: null })}>{COMMON.chooseRepository}</Button>
      </Empty>
    )
  }
  return (
    <SettingsGroup title={COMMON.setUp} text={`${SETTING_NOTES.repositories.what} ${FROM_TEXTS.new_runs}`}>
      <div className="space-y-4 py-3">
        <Select
          label={COMMON.repository}
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
      <Loading what={TEXT.theRepository} />
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
      <p className="text-12 text-ink-2">{source === null ? TEXT.setByYou : TEXT.now(source)}</p>
      <TextArea
        label={COMMON.commands}
        hint={TEXT.runOnceInFreshWorktreeBeforePlan}
        mono
        rows={3}
        placeholder={COMMON.nothingIsRun}
        value={commands}
        onChange={setCommands}
        onSubmit={keep}
      />
      <TextArea
        label={TEXT.ignoredFilesToCopy}
        hint={TEXT.takenFromYourCheckoutSuchAsEnv}
        mono
        rows={2}
        placeholder={TEXT.nothingIsCopied}
        value={copy}
        onChange={setCopy}
        onSubmit={keep}
      />
      <div className="flex items-center gap-3">
        <Button disabled={!isChanged || form.isLocked} onClick={keep}>
          {TEXT.keepThisSetUp}
        </Button>
        {source === null && (
          <Button look="quiet" disabled={form.isLocked} onClick={() => void form.change([{ path }])}>
            {TEXT.asProposedAgain}
          </Button>
        )}
        {!isChanged && <span className="text-12 text-ink-3">{TEXT.nothingIsChanged}</span>}
      </div>
    </>
  )
}
