import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Step } from './script.ts'

/** Does `write`, `edit` and `delete`; any other step is left alone. `folder` is what the step's path is relative to. */
export async function applyFileStep(folder: string, step: Step): Promise<void> {
  if (step.write !== undefined) {
    const file = path.resolve(folder, step.write.path)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, step.write.content)
  }
  if (step.edit !== undefined) await editFile(path.resolve(folder, step.edit.path), step.edit)
  if (step.delete !== undefined) await rm(path.resolve(folder, step.delete.path), { recursive: true, force: true })
}

async function editFile(file: string, { find, replace }: NonNullable<Step['edit']>): Promise<void> {
  const text = await readFile(file, 'utf8')
  // A function, because `$&` and the like in a replacement text have a meaning.
  if (text.includes(find))
    await writeFile(
      file,
      text.replace(find, () => replace),
    )
  else if (!text.includes(replace)) throw new Error(`The demo script's text to replace is not in ${file}: ${find}`)
}
