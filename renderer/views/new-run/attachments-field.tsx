import { type ReactElement, useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Failure } from '../../ui/notice.tsx'
import { showHidden } from '../../viewers/text.ts'
import { bytesText } from '../../words/numbers.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/new-run.ts'
import type { Attachment } from './form.ts'
import type { Uploading } from './use-attachments.ts'

/** The files that go along, and how to add more. */
export function AttachmentsField({
  attachments,
  uploading,
  onChange,
}: {
  attachments: readonly Attachment[]
  uploading: Uploading
  onChange(attachments: readonly Attachment[]): void
}): ReactElement {
  const picker = useRef<HTMLInputElement>(null)
  const [removed, setRemoved] = useState<Attachment | null>(null)
  const remove = (attachment: Attachment): void => {
    setRemoved(attachment)
    onChange(attachments.filter(({ id }) => id !== attachment.id))
  }
  const putBack = (attachment: Attachment): void => {
    setRemoved(null)
    onChange([...attachments, attachment])
  }
  const { uploads, error, add, stop } = uploading
  return (
    <div>
      <ul aria-label={TEXT.attachedFiles} className="flex flex-wrap items-center gap-2">
        {attachments.map((attachment) => (
          <Chip
            key={attachment.id}
            name={attachment.name}
            note={bytesText(attachment.bytes)}
            onRemove={() => remove(attachment)}
          />
        ))}
        {removed !== null && attachments.every(({ id }) => id !== removed.id) && (
          <li className="inline-flex items-center gap-1 text-12 text-ink-2">
            <span className="max-w-60 truncate" dir="auto">
              {TEXT.removed(showHidden(removed.name))}
            </span>
            <Button look="quiet" onClick={() => putBack(removed)}>
              {COMMON.putItBack}
            </Button>
          </li>
        )}
        {uploads.map(({ key, name, sent, bytes }) => (
          <Chip
            key={key}
            name={name}
            note={`${Math.floor((sent * 100) / Math.max(1, bytes))} %`}
            onRemove={() => stop(key)}
          />
        ))}
        <li>
          <Button look="quiet" icon="attach" onClick={() => picker.current?.click()}>
            {TEXT.attachDropOrPasteFiles}
          </Button>
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            aria-label={TEXT.filesToAttach}
            onChange={({ target }) => {
              add([...(target.files ?? [])])
              // The same file may be chosen again after it was removed.
              target.value = ''
            }}
          />
        </li>
      </ul>
      <p className="sr-only" role="status">
        {uploads.length > 0 ? TEXT.attaching : ''}
      </p>
      {error && (
        <div className="mt-2">
          <Failure error={error} />
        </div>
      )}
    </div>
  )
}

function Chip({ name, note, onRemove }: { name: string; note: string; onRemove: () => void }): ReactElement {
  const shown = showHidden(name)
  return (
    <li className="inline-flex min-h-7 max-w-80 items-center gap-1.5 rounded-control bg-sunken pl-2 text-12 inset-ring inset-ring-line">
      <Icon name={/\.(?:png|jpe?g|gif|webp)$/i.test(name) ? 'image' : 'file'} className="size-3.5 flex-none" />
      <span className="min-w-0 truncate" title={shown} dir="auto">
        {shown}
      </span>
      <span className="flex-none text-ink-3 tabular-nums">{note}</span>
      <Button look="quiet" icon="close" label={COMMON.remove(shown)} onClick={onRemove} />
    </li>
  )
}
