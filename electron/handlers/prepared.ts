import type { Handlers } from '../../shared/contract.ts'
import { ok, type Refusal } from '../../shared/result.ts'
import type { HostParts } from './parts.ts'
import { notFound, refusalReply } from './replies.ts'

type PreparedMethods = 'attachments.add' | 'attachments.list' | 'forms.list' | 'forms.save' | 'forms.remove'

const MAX_FORMS = 100
const TOO_MANY: Refusal = {
  code: 'too_many_forms',
  message: `${MAX_FORMS} templates and drafts are kept already.`,
  remedy: 'Remove some first.',
}

/** What a person prepares for runs that are yet to start. */
export function preparedHandlers({ backend }: Pick<HostParts, 'backend'>): Pick<Handlers, PreparedMethods> {
  const { store, uploads } = backend
  return {
    'attachments.add': ({ base64, ...piece }) => {
      const taken = uploads.take({ ...piece, bytes: Buffer.from(base64, 'base64') })
      return taken.ok ? taken : refusalReply(taken.error)
    },
    'attachments.list': ({ ids }) => ok(uploads.find(ids)),
    'forms.list': () => ok(store.listForms()),
    'forms.save': (form) => {
      const kept = store.listForms()
      const isNew = kept.every(({ id }) => id !== form.id)
      return isNew && kept.length >= MAX_FORMS ? refusalReply(TOO_MANY) : ok(store.saveForm(form))
    },
    'forms.remove': ({ id }) => (store.removeForm(id) ? ok(null) : notFound('Template or draft', id)),
  }
}
