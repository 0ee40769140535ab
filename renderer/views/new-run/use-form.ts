import { useRef } from 'react'
import { useCall } from '../../data/app-data.tsx'
import { useDraft } from '../../data/draft.ts'
import { type NewRunForm, parseForm } from './form.ts'
import { type Uploading, useAttachments } from './use-attachments.ts'

export interface FormState {
  form: NewRunForm
  change(part: Partial<NewRunForm>): void
  /** With a kept one. */
  replace(form: NewRunForm): void
  clear(): void
  uploading: Uploading
  /** Ids of the attached files that the application still has; null: it was not asked yet. */
  here: readonly string[] | null
}

/** The form as it is being filled in, kept in this window's storage until a run starts from it. */
export function useForm(repositoryId: string | null): FormState {
  const [draft, setDraft, clear] = useDraft('new-run')
  const form = parseForm(draft === '' ? null : draft, repositoryId)
  const latest = useRef(form)
  latest.current = form
  const replace = (next: NewRunForm): void => {
    // A file that has arrived must not undo what was typed meanwhile.
    latest.current = next
    setDraft(JSON.stringify(next))
  }
  const change = (part: Partial<NewRunForm>): void => replace({ ...latest.current, ...part })
  const uploading = useAttachments(form.attachments.length, (attachment) =>
    change({ attachments: [...latest.current.attachments, attachment] }),
  )
  const ids = form.attachments.map(({ id }) => id)
  const found = useCall('attachments.list', ids.length === 0 ? null : { ids })
  return { form, change, replace, clear, uploading, here: found.value?.map(({ id }) => id) ?? null }
}
