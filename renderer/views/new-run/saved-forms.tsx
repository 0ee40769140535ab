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
import { counted } from '../../words/counted.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/new-run.ts'
import { agoText } from '../../words/times.ts'

const KIND_WORDS: Readonly<Record<FormKind, string>> = { template: TEXT.template, draft: TEXT.draft }

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
  const why = canKeep ? {} : { title: COMMON.nothingIsWrittenYet }
  useCommands([
    { keys: 'mod+shift+o', label: TEXT.templatesAndDraftsLower, group: COMMON.newRun, run: () => setOpened('list') },
    ...(canKeep
      ? [
          {
            keys: 'mod+s',
            label: TEXT.keepAsDraftLower,
            group: COMMON.newRun,
            hint: true,
            run: () => setOpened('draft'),
          },
        ]
      : []),
  ])
  return (
    <div className="flex items-center gap-1">
      <Button look="quiet" icon="list" onClick={() => setOpened('list')}>
        {saved.value === null || saved.value.length === 0
          ? TEXT.templates
          : TEXT.templatesAndDraftsWith(saved.value.length)}
      </Button>
      <Button look="quiet" disabled={!canKeep} {...why} onClick={() => setOpened('template')}>
        {TEXT.saveAsTemplateEllipsis}
      </Button>
      <Button look="quiet" disabled={!canKeep} {...why} onClick={() => setOpened('draft')}>
        {TEXT.keepAsDraftEllipsis}
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
  const says = kind === 'template' ? TEXT.goalFilesAgentsPolicyAndLimits : TEXT.wholeFormIsKept
  return (
    <Dialog title={kind === 'template' ? TEXT.saveAsTemplate : TEXT.keepAsDraft} onClose={onClose}>
      <div className="grid gap-2 px-4 py-3">
        <TextField
          label={COMMON.name}
          value={name}
          onChange={(next) => setName(next.slice(0, MAX_FORM_NAME))}
          onEnter={keep}
          problem={name.trim() === '' ? TEXT.giveItName : null}
        />
        <p className="text-12 text-ink-2">{says}</p>
        {save.error && <Failure error={save.error} />}
      </div>
      <footer className="flex justify-end gap-2 border-line border-t px-4 py-3">
        <Button onClick={onClose}>{TEXT.leaveIt}</Button>
        <Button look="primary" disabled={name.trim() === '' || save.isRunning} onClick={keep}>
          {kind === 'template' ? TEXT.saveTemplate : TEXT.keepDraft}
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
    <Dialog title={TEXT.templatesAndDrafts} onClose={onClose} wide>
      {removed !== null && <RemovedForm name={removed.name} onUndo={undo} />}
      {error && <Failure error={error} />}
      {forms.length === 0 ? (
        <Empty title={TEXT.nothingIsKeptYet}>{TEXT.templateBeginsOtherRuns}</Empty>
      ) : (
        <ul aria-label={TEXT.templatesAndDrafts} className="divide-y divide-line">
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
                {form.kind === 'template' ? TEXT.beginWithIt : TEXT.goOnWithIt}
              </Button>
              <Button
                look="quiet"
                icon="trash"
                label={COMMON.remove(showHidden(form.name))}
                onClick={() => takeAway(form)}
              />
            </li>
          ))}
        </ul>
      )}
      <p className="border-line border-t px-4 py-2 text-12 text-ink-3">
        {TEXT.inDataFolderInNoRepository(counted(forms.length, 'form'))}
      </p>
    </Dialog>
  )
}

function RemovedForm({ name, onUndo }: { name: string; onUndo: () => void }): ReactElement {
  useCommands([{ keys: 'mod+z', label: TEXT.putItBack, group: TEXT.templatesAndDrafts, hint: true, run: onUndo }])
  return (
    <div className="flex items-center gap-3 bg-sunken px-4 py-2">
      <p role="status" className="min-w-0 flex-1 truncate" dir="auto">
        {TEXT.removed(showHidden(name))}
      </p>
      <Button keys="mod+z" onClick={onUndo}>
        {COMMON.putItBack}
      </Button>
    </div>
  )
}
