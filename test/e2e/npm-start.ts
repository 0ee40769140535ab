/** `npm start` as a person starts it, for its test and its picture. */
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { findNode24, ROOT } from '../../scripts/child.mjs'

export interface Started {
  child: ChildProcess
  said: { stdout: string; stderr: string }
  /** Its exit code. */
  ended: Promise<number | null>
}

/** Everything that it writes lies in `folder`. Electron's own binary is tested elsewhere, and is not looked for here. */
export function npmStart(folder: string, env: Readonly<Record<string, string>> = {}): Started {
  const { PATH = '', CHROMIUM_PATH = '' } = process.env
  const own = { PATH, HOME: folder, TMPDIR: folder, TRIPTYCH_HOME: path.join(folder, 'data'), TRIPTYCH_ELECTRON: '0' }
  const child = spawn(findNode24() ?? process.execPath, [path.join(ROOT, 'scripts/app.mjs'), 'start'], {
    env: { ...own, ...(CHROMIUM_PATH ? { CHROMIUM_PATH } : {}), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text
    })
  }
  return { child, said, ended: new Promise((resolve) => child.once('exit', resolve)) }
}
