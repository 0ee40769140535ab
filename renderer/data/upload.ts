import { MAX_ATTACHMENT_BYTES, MAX_UPLOAD_PIECE } from '../../shared/attachments.ts'
import type { Client, Reply } from '../../shared/contract.ts'
import type { AttachmentRow } from '../../shared/views.ts'
import { bytesText } from '../words/numbers.ts'
import * as TEXT from '../words/texts/data.ts'

/** What is read of a file that a person chose, dropped or pasted. */
export type GivenBlob = Pick<Blob, 'size' | 'slice'> & { readonly name: string }

const LONGEST_NAME = 255

/** Gives a file to the application piece by piece. `onPiece`: how many bytes are there. Ends with null once `isWanted` says no. */
export async function uploadFile(
  client: Pick<Client, 'call'>,
  file: GivenBlob,
  isWanted: () => boolean,
  onPiece: (bytes: number) => void,
): Promise<Reply<AttachmentRow> | null> {
  const problem = fileProblem(file)
  if (problem !== null) return { ok: false, error: { code: 'refused', ...problem } }
  const about = { name: file.name.slice(-LONGEST_NAME).toWellFormed(), total: file.size }
  let id: string | null = null
  let reply: Reply<AttachmentRow> | null = null
  for (let offset = 0; offset < file.size; ) {
    const bytes = new Uint8Array(await file.slice(offset, offset + MAX_UPLOAD_PIECE).arrayBuffer())
    if (!isWanted()) return null
    const next: Reply<AttachmentRow> = await client.call('attachments.add', {
      ...about,
      ...(id === null ? {} : { id }),
      offset,
      base64: base64Of(bytes),
    })
    if (!next.ok) return next
    reply = next
    id = next.value.id
    offset = next.value.received
    onPiece(offset)
  }
  return reply
}

/** Why a file is not even begun with; null: it can be. */
export function fileProblem({
  name,
  size,
}: Pick<GivenBlob, 'name' | 'size'>): { message: string; remedy: string } | null {
  if (size === 0) return { message: TEXT.isEmpty(name), remedy: TEXT.attachFileThatHoldsSomething }
  if (size <= MAX_ATTACHMENT_BYTES) return null
  return {
    message: TEXT.tooLarge(name, bytesText(size), MAX_ATTACHMENT_BYTES / 1024 / 1024),
    remedy: TEXT.putItIntoRepositoryAndPoint,
  }
}

/** So many at once, because each is an argument of one call. */
const CHARACTERS = 0x8000

function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += CHARACTERS)
    text += String.fromCharCode(...bytes.subarray(at, at + CHARACTERS))
  return btoa(text)
}
