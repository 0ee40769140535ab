import { type ReactElement, useState } from 'react'
import { MAX_FORM_NAME } from '../../../shared/text-limits.ts'
import type { SavedForm } from '../../../shared/views.ts'
import type { FormKind } from '../../../shared/words.ts'
import { useAction, useCall } from '../../data/app-data.tsx'
import { useCommands } from '../../keys/commands.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Empty, Failure } from '../../ui/notice.tsx'
import { showHidden } from '../../viewers/text.ts'
import { counted } from '../../words/numbers.ts'
import { agoText } from '../../words/times.ts'

const KIND_WORDS: Readonly<Record<FormKind, string>> = { template: 'Template', draft: 'Draft' }

/** Templates and drafts: to begin with one, to keep this form as one, to remove one and take that back. */
export function SavedForms({
  goal,
  canKeep,
  textOf,
  onUse,
  onKept,
}: {
  goal: string
  /** Something was written. */
  canKeep: boolean
  /** The form as it is kept as one or the other. */
  textOf(kind: FormKind): string
  onUse(form: SavedForm): void
  /** The form is kept as a draft. */
  onKept(): void
}): ReactElement {
  const saved = useCall('forms.list', {})
  const [opened, setOpened] = useState<'list' | FormKind | null>(null)
  const close = (): void => setOpened(null)
  const why = canKeep ? {} : { title: 'Nothing is written yet' }
  useCommands([
    { keys: 'mod+shift+o', label: 'templates and drafts', group: 'New run', run: () => setOpened('list') },
    ...(canKeep
      ? [{ keys: 'mod+s', label: 'keep as draft', group: 'New run', hint: true, run: () => setOpened('draft') }]
      : []),
  ])
  return (
    <div className="flex items-center gap-1">
      <Button look="quiet" icon="list" onClick={() => setOpened('list')}>
        {saved.value === null || saved.value.length === 0
          ? 'Templates'
          : `Templates and drafts (${saved.value.length})`}
      </Button>
      <Button look="quiet" disabled={!canKeep} {...why} onClick={() => setOpened('template')}>
        Save as template…
      </Button>
      <Button look="quiet" disabled={!canKeep} {...why} onClick={() => setOpened('draft')}>
        Keep as draft…
      </Button>
      {opened === 'list' && (
        <SavedList
          forms={saved.value ?? []}
          onChanged={saved.reload}
          onClose={close}
          onUse={(form) => {
            close()
            onUse(form)
          }}
        />
      )}
      {(opened === 'template' || opened === 'draft') && (
        <KeepDialog
          kind={opened}
          proposed={goal}
          text={textOf(opened)}
          onClose={close}
          onKept={() => {
            close()
            saved.reload()
            if (opened === 'draft') onKept()
          }}
        />
      )}
    </div>
  )
}

function KeepDialog({
  kind,
  proposed,
  text,
  onClose,
  onKept,
}: {
  kind: FormKind
  proposed: string
  text: string
  onClose(): void
  onKept(): void
}): ReactElement {
  const [name, setName] = useState(() => nameFrom(proposed))
  const save = useAction('forms.save')
  const keep = (): void => {
    if (name.trim() === '') return
    void save.run({ kind, name: name.trim(), form: text }).then((reply) => {
      if (reply?.ok) onKept()
    })
  }
  const says =
    kind === 'template'
      ? 'Goal, files, agents, policy and limits are kept, for any repository. The form stays as it is.'
      : 'The whole form is kept, and this one is empty again.'
  return (
    <Dialog title={kind === 'template' ? 'Save as template' : 'Keep as draft'} onClose={onClose}>
      <div className="grid gap-2 px-4 py-3">
        <TextField
          label="Name"
          value={name}
          onChange={(next) => setName(next.slice(0, MAX_FORM_NAME))}
          onEnter={keep}
          problem={name.trim() === '' ? 'Give it a name.' : null}
        />
        <p className="text-12 text-ink-2">{says}</p>
        {save.error && <Failure error={save.error} />}
      </div>
      <footer className="flex justify-end gap-2 border-line border-t px-4 py-3">
        <Button onClick={onClose}>Leave it</Button>
        <Button look="primary" disabled={name.trim() === '' || save.isRunning} onClick={keep}>
          {kind === 'template' ? 'Save the template' : 'Keep the draft'}
        </Button>
      </footer>
    </Dialog>
  )
}

const LONGEST_PROPOSAL = 60

/** The first line of the goal, as far as it is a name. */
function nameFrom(goal: string): string {
  const line = goal.trim().split('\n')[0] ?? ''
  const characters = Array.from(line)
  return characters.length <= LONGEST_PROPOSAL ? line : `${characters.slice(0, LONGEST_PROPOSAL - 1).join('')}…`
}

function SavedList({
  forms,
  onUse,
  onChanged,
  onClose,
}: {
  forms: readonly SavedForm[]
  onUse(form: SavedForm): void
  onChanged(): void
  onClose(): void
}): ReactElement {
  const remove = useAction('forms.remove')
  const restore = useAction('forms.save')
  const [removed, setRemoved] = useState<SavedForm | null>(null)
  const now = new Date()
  const error = remove.error ?? restore.error
  const takeAway = (form: SavedForm): void => {
    void remove.run({ id: form.id }).then((reply) => {
      if (!reply?.ok) return
      setRemoved(form)
      onChanged()
    })
  }
  const undo = (): void => {
    if (removed === null) return
    const { id, kind, name, form } = removed
    void restore.run({ id, kind, name, form }).then((reply) => {
      if (!reply?.ok) return
      setRemoved(null)
      onChanged()
    })
  }
  return (
    <Dialog title="Templates and drafts" onClose={onClose} wide>
      {removed !== null && <RemovedForm name={removed.name} onUndo={undo} />}
      {error && <Failure error={error} />}
      {forms.length === 0 ? (
        <Empty title="Nothing is kept yet.">
          A template begins other runs; a draft is one that you go on with later.
        </Empty>
      ) : (
        <ul aria-label="Templates and drafts" className="divide-y divide-line">
          {forms.map((form) => (
            <li key={form.id} className="flex items-center gap-3 px-4 py-2">
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium" dir="auto">
                  {showHidden(form.name)}
                </p>
                <p className="text-12 text-ink-3">
                  {KIND_WORDS[form.kind]} · {agoText(form.updatedAt, now)}
                </p>
              </div>
              <Button onClick={() => onUse(form)}>
                {form.kind === 'template' ? 'Begin with it' : 'Go on with it'}
              </Button>
              <Button
                look="quiet"
                icon="trash"
                label={`Remove ${showHidden(form.name)}`}
                onClick={() => takeAway(form)}
              />
            </li>
          ))}
        </ul>
      )}
      <p className="border-line border-t px-4 py-2 text-12 text-ink-3">
        {counted(forms.length, 'form')} in the data folder, in no repository.
      </p>
    </Dialog>
  )
}

function RemovedForm({ name, onUndo }: { name: string; onUndo: () => void }): ReactElement {
  useCommands([{ keys: 'mod+z', label: 'put it back', group: 'Templates and drafts', hint: true, run: onUndo }])
  return (
    <div className="flex items-center gap-3 bg-sunken px-4 py-2">
      <p role="status" className="min-w-0 flex-1 truncate" dir="auto">
        Removed: {showHidden(name)}
      </p>
      <Button keys="mod+z" onClick={onUndo}>
        Put it back
      </Button>
    </div>
  )
}
