import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { createScreen } from '../../electron/cli/screen.ts'
import { serveCommand } from '../../electron/cli/serve-command.ts'
import type { Session } from '../../electron/cli/work-session.ts'
import { openBrowser } from '../../electron/serve/open-browser.ts'
import { makeTempFolder } from '../support/repository.ts'

const built = makeTempFolder('renderer')
writeFileSync(path.join(built, 'index.html'), '<!doctype html><title>Triptych</title>')

function open(env: Record<string, string> = {}) {
  const home = path.join(makeTempFolder('serve'), 'home')
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() }
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    streams[name].on('data', (text) => {
      said[name] += String(text)
    })
  }
  const io = { ...streams, isTerminal: false, colour: false, env, cwd: '/' }
  const session: Session = { io, screen: createScreen(io, false), home, program: 'triptych' }
  return { session, said }
}

/** Begins to serve, and ends it as a signal would once `pattern` was printed. */
async function serveUntil({ session, said }: ReturnType<typeof open>, pattern: RegExp, options = { open: false }) {
  const ended = serveCommand(session, { name: 'serve', port: 0, ...options }, built)
  await expect.poll(() => said.stdout + said.stderr, { timeout: 10_000 }).toMatch(pattern)
  process.emit('SIGTERM', 'SIGTERM')
  return ended
}

test('the address is the first line, and a signal ends it with 130; no data folder is made for nothing', async () => {
  const opened = open()
  expect(await serveUntil(opened, /token/)).toBe(130)
  expect(opened.said.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}\n$/)
  expect(opened.said.stderr).toMatch(/^\nEnding: .*Ctrl-C again quits at once\.\n$/)
  expect(existsSync(opened.session.home)).toBe(false)
})

test('a window that is not built is refused with what builds it', async () => {
  const { session, said } = open()
  const missing = path.join(built, 'nowhere')
  expect(await serveCommand(session, { name: 'serve', port: 0, open: false }, missing)).toBe(2)
  expect(said.stderr).toContain('The window is not built')
  expect(said.stderr).toContain('npm run build')
  expect(said.stdout).toBe('')
})

test('a port that is taken is refused', async () => {
  const { session, said } = open()
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const bound = other.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  expect(await serveCommand(session, { name: 'serve', port, open: false }, built)).toBe(2)
  expect(said.stderr).toMatch(new RegExp(`Port ${port} .*EADDRINUSE.*Leave --port out`, 's'))
  other.close()
})

test('beside another Triptych it says who drives the runs', async () => {
  const opened = open()
  mkdirSync(opened.session.home)
  const owner = { pid: process.pid, host: os.hostname() }
  writeFileSync(path.join(opened.session.home, 'owner.json'), JSON.stringify(owner))
  expect(await serveUntil(opened, /drives this data folder/)).toBe(130)
  expect(opened.said.stdout).toContain(`process ${process.pid} on ${os.hostname()}`)
})

test('a browser that cannot be opened is told, and the address still stands', async () => {
  const nothing = makeTempFolder('nothing')
  const opened = open({ PATH: nothing })
  expect(await serveUntil(opened, /No browser was opened/, { open: true })).toBe(130)
  expect(opened.said.stderr).toMatch(
    /No browser was opened: xdg-open cannot be run .* Open the address above yourself\./,
  )
})

test('the opener gets the address as its one argument', async () => {
  const folder = makeTempFolder('opener')
  const note = path.join(folder, 'note')
  const script = (name: string, body: string) =>
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${body}\n`, { mode: 0o700 })
  script('xdg-open', `printf '%s|' "$#" "$1" > '${note}'`)
  script('open', 'exit 4')
  const address = 'http://127.0.0.1:1/?token=a&b;c $HOME'
  expect(await openBrowser(address, { PATH: folder }, 'linux')).toEqual({ ok: true, value: null })
  expect(readFileSync(note, 'utf8')).toBe(`1|${address}|`)
  expect(await openBrowser(address, { PATH: folder }, 'darwin')).toEqual({ ok: false, error: 'open ended with 4.' })
})
