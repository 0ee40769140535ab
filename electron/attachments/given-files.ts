import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { attachedName, attachmentsFolder } from '../../shared/attachments.ts'
import type { ArtifactRecord } from '../../shared/domain.ts'
import { openPlain, sentenceOf } from '../artifact-files.ts'
import { attachmentLabel } from '../engine/attachments.ts'
import { NeedsAttention } from '../engine/context.ts'
import type { AgentFilesPort } from '../engine/file-ports.ts'
import type { Workplace } from '../engine/git-port.ts'
import { kindOf } from '../git/disk.ts'

/**
 * For the length of a turn the files that a person attached lie in the worktree, where every agent may read. They are copies: whatever an
 * agent does to them, the artifacts stay. Their folder ignores itself, so that they are part of no candidate, and is gone afterwards.
 */
export function withGivenFiles(
  port: AgentFilesPort,
  home: string,
  attachmentsOf: (runId: string) => readonly ArtifactRecord[],
): AgentFilesPort {
  const folderOf = ({ worktree, runId }: Workplace): string => path.join(worktree, attachmentsFolder(runId))
  const takeAway = (place: Workplace): Promise<void> => rm(folderOf(place), { recursive: true, force: true })
  return {
    async holdBack(place, run) {
      const held = await port.holdBack(place, run)
      const files = attachmentsOf(place.runId)
      await takeAway(place)
      if (files.length > 0 && (await kindOf(place.worktree)) === 'folder') await layOut(folderOf(place), home, files)
      return held
    },
    async giveBack(place) {
      await takeAway(place)
      await port.giveBack(place)
    },
  }
}

async function layOut(folder: string, home: string, files: readonly ArtifactRecord[]): Promise<void> {
  await mkdir(folder, { mode: 0o700 })
  await writeFile(path.join(folder, '.gitignore'), '*\n', { mode: 0o600 })
  for (const [index, artifact] of files.entries()) {
    const read = await openPlain(home, path.resolve(home, artifact.path), (handle) => handle.readFile())
    if (!read.ok)
      throw new NeedsAttention(
        `A file that was attached to this run is not read: ${sentenceOf(read.error)} Put it back, then resume.`,
      )
    const copy = path.join(folder, attachedName(index + 1, attachmentLabel(artifact)))
    await writeFile(copy, read.value.value, { flag: 'wx', mode: 0o600 })
    await chmod(copy, 0o400)
  }
}
