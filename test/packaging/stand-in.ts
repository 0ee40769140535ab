/**
 * An Electron distribution that is none: the files electron-builder looks for, and a program that holds nothing but the fuses, set as
 * Electron delivers them. It shows what goes into a package and how its fuses are set, and says nothing about Electron itself.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { emptyProgram } from './windows-program.ts'

/** What @electron/fuses looks for in a program: this text, the version of the wire, its length, one digit for each fuse. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const AS_DELIVERED = '101100011'
const PROGRAMS = { linux: 'electron', win: 'electron.exe' }

export type System = keyof typeof PROGRAMS

export function makeStandIn(folder: string, system: System): void {
  for (const inner of ['locales', 'resources']) mkdirSync(path.join(folder, inner), { recursive: true })
  const wire = [SENTINEL, Buffer.from([1, AS_DELIVERED.length]), AS_DELIVERED].map((part) => Buffer.from(part))
  const data = Buffer.concat([...wire, Buffer.alloc(64)])
  const program = system === 'win' ? emptyProgram(data) : Buffer.concat([Buffer.from('#!/bin/sh\nexit 0\n'), data])
  writeFileSync(path.join(folder, PROGRAMS[system]), program, { mode: 0o755 })
  for (const file of [
    'locales/en-US.pak',
    'chrome-sandbox',
    'resources.pak',
    'LICENSE',
    'LICENSES.chromium.html',
    'version',
  ]) {
    writeFileSync(path.join(folder, file), '')
  }
}
