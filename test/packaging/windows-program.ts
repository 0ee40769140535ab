/** Programs of Windows: an empty one, and what is written into one. */
import { z } from 'zod'
import { load } from './electron-builder.ts'

interface Entry {
  type: string | number
  id: string | number
  bin: ArrayBuffer
}
interface Executable {
  setExtraData(bytes: ArrayBufferLike): void
  generate(): ArrayBuffer
}
interface Resources {
  entries: Entry[]
  outputResource(executable: Executable): void
}
interface VersionInfo {
  setStringValues(language: Language, values: Record<string, string>): void
  getStringValues(language: Language): Record<string, string>
  outputToResourceEntries(entries: Entry[]): void
}
interface Language {
  lang: number
  codepage: number
}
interface Resedit {
  NtExecutable: { createEmpty(is32Bit: boolean, isLibrary: boolean): Executable; from(bytes: Buffer): Executable }
  NtExecutableResource: { from(executable: Executable): Resources }
  Resource: { VersionInfo: { createEmpty(): VersionInfo; fromEntries(entries: Entry[]): VersionInfo[] } }
}

const resedit = (): Resedit => load('resedit')
const ENGLISH: Language = { lang: 1033, codepage: 1200 }
const ICON_GROUP = 14

/** A program without code that describes itself, as electron-builder needs it; `data` comes after all else. */
export function emptyProgram(data: Buffer): Buffer {
  const { NtExecutable, NtExecutableResource, Resource } = resedit()
  const program = NtExecutable.createEmpty(false, false)
  const resources = NtExecutableResource.from(program)
  const version = Resource.VersionInfo.createEmpty()
  version.setStringValues(ENGLISH, { ProductName: 'Electron' })
  version.outputToResourceEntries(resources.entries)
  resources.outputResource(program)
  program.setExtraData(Uint8Array.from(data).buffer)
  return Buffer.from(program.generate())
}

const integritySchema = z.array(z.strictObject({ file: z.string(), alg: z.string(), value: z.string() }))

/** What Windows shows of a program, and the hash of the archive that it loads. */
export function describeProgram(program: Buffer) {
  const { NtExecutable, NtExecutableResource, Resource } = resedit()
  const { entries } = NtExecutableResource.from(NtExecutable.from(program))
  const integrity = entries.find(({ type }) => type === 'INTEGRITY')
  return {
    productName: Resource.VersionInfo.fromEntries(entries)[0]?.getStringValues(ENGLISH)['ProductName'],
    hasIcon: entries.some(({ type }) => type === ICON_GROUP),
    integrity: integritySchema.parse(JSON.parse(integrity ? Buffer.from(integrity.bin).toString('utf8') : '[]')),
  }
}
