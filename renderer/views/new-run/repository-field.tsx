import { type ReactElement, useId, useRef } from 'react'
import type { RepositoryRow, RepositoryView } from '../../../shared/views.ts'
import { useAction, useAppData, useCall } from '../../data/app-data.tsx'
import { useStore } from '../../data/store.ts'
import { useCommands } from '../../keys/commands.tsx'
import { Button } from '../../ui/button.tsx'
import { Coded } from '../../ui/coded.tsx'
import { Icon } from '../../ui/icon.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/new-run.ts'

/** A repository by the host's dialog, by its path, or one that was used before. */
export function RepositoryField({
  repositoryId,
  view,
  typed,
  onTyped,
  onChoose,
}: {
  repositoryId: string | null
  view: RepositoryView | null
  /** What is in the field, where that is not the path of the repository that was chosen. */
  typed: string | null
  onTyped(text: string | null): void
  onChoose(row: RepositoryRow): void
}): ReactElement {
  const known = useCall('repositories.list', {})
  const info = useStore(useAppData().info)
  const add = useAction('repositories.add')
  const pick = useAction('repositories.pick')
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  const current = view?.repository ?? known.value?.find((row) => row.id === repositoryId) ?? null
  const shown = typed ?? current?.path ?? ''
  const canPick = info?.ok === true && info.value.canPickFolder
  const error = add.error ?? pick.error

  const addTyped = (): void => {
    const path = shown.trim()
    if (path === current?.path) onTyped(null)
    if (path === '' || path === current?.path) return
    void add.run({ path }).then((reply) => {
      if (reply?.ok) onChoose(reply.value)
    })
  }
  const pickFolder = (): void => {
    if (!canPick) {
      field.current?.focus()
      return
    }
    void pick.run({}).then((reply) => {
      if (reply?.ok && reply.value !== null) onChoose(reply.value)
    })
  }
  useCommands([{ keys: 'mod+o', label: TEXT.chooseFolder, group: COMMON.newRun, hint: true, run: pickFolder }])

  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-12 font-medium text-ink-2">
        {COMMON.repository}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          ref={field}
          list={`${id}-known`}
          value={shown}
          spellCheck={false}
          autoComplete="off"
          placeholder={TEXT.pathToRepository}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-note`}
          className={`min-h-7 w-full rounded-control border bg-lit px-2 py-1 ${error ? 'border-fail inset-ring inset-ring-fail' : 'border-line-control'}`}
          onChange={(event) => {
            const { value } = event.target
            onTyped(value)
            const match = known.value?.find((row) => row.path === value)
            if (match) onChoose(match)
          }}
          onBlur={addTyped}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
            addTyped()
            if (!event.ctrlKey && !event.metaKey) event.preventDefault()
          }}
        />
        {canPick && (
          <Button icon="folder" onClick={pickFolder}>
            {TEXT.choose}
          </Button>
        )}
      </div>
      <datalist id={`${id}-known`}>
        {known.value?.map((row) => (
          <option key={row.id} value={row.path}>
            {row.name}
          </option>
        ))}
      </datalist>
      <div id={`${id}-note`} aria-live="polite">
        {error && (
          <p className="mt-1 text-12 text-fail wrap-anywhere">
            <Coded text={error.remedy === undefined ? error.message : `${error.message} ${error.remedy}`} />
          </p>
        )}
      </div>
      {current === null && typed === null && known.value !== null && known.value.length > 0 && (
        <Recent rows={known.value.slice(0, 6)} onChoose={onChoose} />
      )}
    </div>
  )
}

function Recent({
  rows,
  onChoose,
}: {
  rows: readonly RepositoryRow[]
  onChoose: (row: RepositoryRow) => void
}): ReactElement {
  return (
    <ul aria-label={TEXT.recentRepositories} className="mt-2 flex flex-wrap gap-2">
      {rows.map((row) => (
        <li key={row.id}>
          <button
            type="button"
            title={row.path}
            className="inline-flex min-h-6 items-center gap-1.5 rounded-control bg-sunken px-2 text-12 text-ink-2 inset-ring inset-ring-line hover:bg-hover"
            onClick={() => onChoose(row)}
          >
            <Icon name="folder" className="size-3.5" />
            {row.name}
          </button>
        </li>
      ))}
    </ul>
  )
}
