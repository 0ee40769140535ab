import { mkdir, open, rename } from 'node:fs/promises'
import path from 'node:path'
import type { ArtifactRecord } from '../../shared/domain.ts'
import { openPlain, sentenceOf } from '../artifact-files.ts'
import type { Store } from '../store/store.ts'

/**
 * Before a run is deleted its forks get copies of what it was given, as files and rows of their own: until then they read its. Done again
 * after a cut. A file that is gone already is missed by the fork, too; one that cannot be read makes this reject, and nothing is deleted.
 */
export async function handOverAttachments(store: Store, home: string, runId: string): Promise<void> {
  const given = store.listAttachments(runId)
  if (given.length === 0) return
  for (const forkId of store.forksOf(runId)) {
    if (store.listAttachments(forkId).some((artifact) => artifact.runId === forkId)) continue
    const copies: { artifact: ArtifactRecord; place: string }[] = []
    for (const [index, artifact] of given.entries()) {
      const name = `given-${index + 1}-attachment${path.extname(artifact.path)}`
      const place = `runs/${path.basename(forkId)}/artifacts/${name}`
      await copyWhole(home, artifact, place)
      copies.push({ artifact, place })
    }
    store.transaction(() => {
      for (const { artifact, place } of copies) store.addArtifact(forkId, null, 'attachment', place, artifact.metadata)
    })
  }
}

/** On the disk before its row is. */
async function copyWhole(home: string, artifact: ArtifactRecord, place: string): Promise<void> {
  const read = await openPlain(home, path.resolve(home, artifact.path), (handle) => handle.readFile())
  if (!read.ok) {
    if (read.error.kind === 'gone') return
    throw new Error(`A file that forks of a removed run were given, too, is not read: ${sentenceOf(read.error)}`)
  }
  const target = path.join(home, place)
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
  const temporary = `${target}.tmp`
  const handle = await open(temporary, 'w', 0o600)
  try {
    await handle.writeFile(read.value.value)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, target)
}
