/** A whole run of the demo, seen from outside: what of it another account of the machine could read, and who could talk to it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { request } from 'node:http'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { demoProgram } from './support/programs.ts'
import { makeTempFolder } from './support/repository.ts'
import { openTerminal } from './support/terminal.ts'

const isLinux = process.platform === 'linux'
const isRoot = process.getuid?.() === 0

/** Without a sandbox, so that every process of it is in sight. */
function startDemo(umask: string): { home: string; child: ChildProcess; exited: Promise<number | null> } {
  const { env, home } = openTerminal(makeTempFolder('whole'), { npm_lifecycle_event: 'demo' })
  const line = `umask ${umask}; exec "$0" "$1"`
  const child = spawn('/bin/sh', ['-c', line, process.execPath, demoProgram()], { env, stdio: 'ignore' })
  return { home, child, exited: new Promise((resolve) => child.once('close', resolve)) }
}

/** What git and agents write has the modes that they give it; the folder above is closed. */
const NOT_OURS = /^(?:worktrees|demo|trash|agents|electron)\/|^runs\/[^/]+\/(?:agent\.git\/|index)/

function entriesOf(home: string): { place: string; mode: number; isFolder: boolean }[] {
  return readdirSync(home, { recursive: true, encoding: 'utf8' }).map((place) => {
    const stats = lstatSync(path.join(home, place))
    return { place, mode: stats.mode & 0o777, isFolder: stats.isDirectory() }
  })
}

describe.skipIf(!isLinux)('a data folder of a whole run', () => {
  test('is closed to everybody else whatever the umask, and nothing of it was open while it went', async () => {
    // The widest there is: every other one only takes modes away.
    const { home, child, exited } = startDemo('000')
    const listeners = await watchListeners(child.pid ?? 0, exited)
    expect(await exited).toBe(0)
    const entries = entriesOf(home)
    expect(entries.length).toBeGreaterThan(50)
    const open = entries.filter(
      ({ place, mode, isFolder }) => !NOT_OURS.test(place) && mode !== (isFolder ? 0o700 : 0o600),
    )
    expect(open.map(({ place, mode }) => `${place} ${mode.toString(8)}`)).toEqual([])
    expect(lstatSync(home).mode & 0o777).toBe(0o700)
    // Every way to what others wrote leads through a folder of ours.
    for (const folder of new Set(entries.map(({ place }) => place.split('/')[0] ?? ''))) {
      const stats = lstatSync(path.join(home, folder))
      if (stats.isDirectory()) expect(stats.mode & 0o077, folder).toBe(0)
    }
    if (isRoot)
      expect(
        readableByNobody(
          home,
          entries.map(({ place }) => path.join(home, place)),
        ),
      ).toEqual([])

    // Each turn has an endpoint of its own; of the shortest some may have been missed.
    expect(listeners.length).toBeGreaterThan(2)
    expect([...new Set(listeners.map(({ address }) => address))]).toEqual(['127.0.0.1'])
    expect(listeners.filter(({ status }) => status !== 401 && status !== 0)).toEqual([])
    for (const { port } of listeners) expect(await statusOf(port)).toBe(0)
  }, 300_000)
})

interface Listener {
  address: string
  port: number
  /** What it answers to who has no token; 0: it was gone already. */
  status: number
}

/** Every listener of a process and all below it, until it has ended. */
async function watchListeners(root: number, exited: Promise<unknown>): Promise<Listener[]> {
  const seen = new Map<number, Listener>()
  let isDone = false
  void exited.then(() => {
    isDone = true
  })
  while (!isDone) {
    for (const { port, address } of listenersOf(root)) {
      if (!seen.has(port)) seen.set(port, { port, address, status: await statusOf(port) })
    }
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
  return [...seen.values()]
}

/** Which of the places another account can list or read; the folder's own parents are opened for it, so that only the folder is tried. */
function readableByNobody(home: string, places: readonly string[]): string[] {
  for (let folder = path.dirname(home); folder !== '/tmp' && folder !== '/'; folder = path.dirname(folder)) {
    spawnSync('chmod', ['o+x', folder])
  }
  const script = `
    const { readFileSync, readdirSync } = require('node:fs')
    const places = JSON.parse(readFileSync(0, 'utf8'))
    process.setgroups([]); process.setgid(65534); process.setuid(65534)
    const read = (place) => { for (const look of [readFileSync, readdirSync]) try { look(place); return true } catch (error) { if (error.code !== 'EACCES' && error.code !== 'EISDIR' && error.code !== 'ENOTDIR') throw error } return false }
    console.log(JSON.stringify([process.getuid(), places.filter(read)]))`
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
    input: JSON.stringify([home, ...places]),
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  const [uid, readable] = JSON.parse(stdout)
  expect(uid).toBe(65_534)
  return readable
}

/** As `ss -ltnp` tells them, of a process and all below it. */
function listenersOf(root: number): { address: string; port: number }[] {
  const inodes = new Set(familyOf(root).flatMap(socketsOf))
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === '0A' && inodes.has(fields[9] ?? ''))
      .map((fields) => addressOf(fields[1] ?? '')),
  )
}

function addressOf(entry: string): { address: string; port: number } {
  const [hex = '', port = ''] = entry.split(':')
  const bytes = hex.match(/../g)?.map((byte) => Number.parseInt(byte, 16)) ?? []
  return { address: bytes.length === 4 ? bytes.reverse().join('.') : hex, port: Number.parseInt(port, 16) }
}

function familyOf(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = /\) \S (\d+)/.exec(textOf(`/proc/${name}/stat`))?.[1]
    if (parent !== undefined) parents.set(Number(name), Number(parent))
  }
  const family = [root]
  for (const member of family) for (const [pid, parent] of parents) if (parent === member) family.push(pid)
  return family
}

const socketsOf = (pid: number): string[] => {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap(
      (fd) => /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [],
    )
  } catch {
    // It has ended since it was listed.
    return []
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // It has ended since it was listed.
    return ''
  }
}

/** Asked as any other program could; 0: nobody answers. */
function statusOf(port: number): Promise<number> {
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, path: '/mcp', method: 'POST', agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asked.on('error', () => resolve(0))
    asked.end('{}')
  })
}
