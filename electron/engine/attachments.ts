import { z } from 'zod'
import { attachedName, attachmentsFolder } from '../../shared/attachments.ts'
import type { ArtifactRecord } from '../../shared/domain.ts'

/** A file that a person attached, as prompts name it. */
export interface GivenFile {
  /** From the working directory on. */
  path: string
  mime: string
  bytes: number
}

const metadataSchema = z.looseObject({
  label: z.string().catch('file'),
  mime: z.string().catch('application/octet-stream'),
  bytes: z.int().catch(0),
})

/** The name it had when it was attached. */
export const attachmentLabel = ({ metadata }: Pick<ArtifactRecord, 'metadata'>): string =>
  metadataSchema.safeParse(metadata).data?.label ?? 'file'

/** Where the attached files of a run lie while a turn of it runs, in the order in which they were attached. */
export function givenFiles(runId: string, artifacts: readonly ArtifactRecord[]): GivenFile[] {
  return artifacts.map((artifact, index) => {
    const { label, mime, bytes } = metadataSchema.parse(artifact.metadata)
    return { path: `${attachmentsFolder(runId)}/${attachedName(index + 1, label)}`, mime, bytes }
  })
}
