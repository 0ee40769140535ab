/** How `npm start` gets Electron: from a mirror, through a proxy, from a folder that is given. Everything is on this machine. */
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { connect } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '../../scripts/child.mjs'
import { provideElectron } from '../../scripts/electron-binary.mjs'
import { electronCache, electronSource } from '../../scripts/electron-source.mjs'
import { zipOf } from '../support/zip.ts'

test.each<{ env: NodeJS.ProcessEnv; words: string; isDirect?: boolean; host?: string }>([
  { env: {}, words: 'github.com', host: 'github.com' },
  { env: { ELECTRON_MIRROR: 'https://mirror.example/electron/' }, words: 'the mirror mirror.example' },
  {
    env: { ELECTRON_MIRROR: 'https://one.example/', npm_config_electron_mirror: 'http://two.example:8080/' },
    words: 'the mirror two.example:8080',
    host: 'two.example',
  },
  {
    env: { HTTPS_PROXY: 'http://ann:secret@proxy.example:3128' },
    words: 'github.com through the proxy proxy.example:3128',
    isDirect: false,
  },
  {
    env: { npm_config_proxy: 'http://proxy.example' },
    words: 'github.com through the proxy proxy.example',
    isDirect: false,
  },
  { env: { HTTP_PROXY: 'http://proxy.example' }, words: 'github.com' },
  {
    env: { http_proxy: 'http://proxy.example', ELECTRON_MIRROR: 'http://mirror.example/' },
    words: 'the mirror mirror.example through the proxy proxy.example',
    isDirect: false,
  },
  { env: { ELECTRON_MIRROR: 'nonsense', HTTPS_PROXY: '' }, words: 'the mirror nonsense', host: 'nonsense' },
])('with $env: $words', ({ env, words, isDirect = true, host }) => {
  const source = electronSource(env)
  expect(source).toMatchObject({ words, isDirect, ...(host && { host }) })
  expect(source.env['ELECTRON_GET_USE_PROXY']).toBe(isDirect ? undefined : '1')
})

test.each([
  ['linux', {}, '/home/ada', '/home/ada/.cache/electron'],
  ['linux', { XDG_CACHE_HOME: '/var/cache/ada' }, '/home/ada', '/var/cache/ada/electron'],
  ['darwin', { XDG_CACHE_HOME: '/var/cache/ada' }, '/Users/ada', '/Users/ada/Library/Caches/electron'],
  ['win32', {}, 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Local\\electron\\Cache'],
  ['win32', { LOCALAPPDATA: 'D:\\Local' }, 'C:\\Users\\ada', 'D:\\Local\\electron\\Cache'],
  ['win32', { electron_config_cache: 'E:\\cache' }, 'C:\\Users\\ada', 'E:\\cache'],
])('the cache on %s with %j', (platform, env, home, folder) => {
  expect(electronCache(env, platform, home)).toBe(folder)
})

test('npm’s proxy is handed to the installer', () => {
  const { env } = electronSource({ npm_config_https_proxy: 'http://proxy.example:3128' })
  expect(env).toMatchObject({ HTTPS_PROXY: 'http://proxy.example:3128', ELECTRON_GET_USE_PROXY: '1' })
})

describe.skipIf(process.platform !== 'linux')('Electron is fetched', () => {
  const base = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'triptych-electron-')))
  const installed = path.join(ROOT, 'node_modules', 'electron')
  const { version } = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'))
  const name = `electron-v${version}-linux-${process.arch}.zip`
  const zip = zipOf({ electron: '#!/bin/sh\nexit 0\n', version: `v${version}` })
  const asked: string[] = []
  const servers: Server[] = []
  let mirror = 0
  let proxy = 0

  const listen = async (server: Server): Promise<number> => {
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    return address !== null && typeof address === 'object' ? address.port : 0
  }
  beforeAll(async () => {
    mirror = await listen(
      createServer((request, response) => {
        asked.push(request.url ?? '')
        response.writeHead(request.url === `/v${version}/${name}` ? 200 : 404)
        response.end(request.url === `/v${version}/${name}` ? zip : '')
      }),
    )
    const tunnel = createServer()
    tunnel.on('connect', (request, socket) => {
      asked.push(`tunnel to ${request.url}`)
      const through = connect(mirror, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        through.pipe(socket).pipe(through)
      })
      for (const end of [socket, through]) end.on('error', () => through.destroy())
    })
    proxy = await listen(tunnel)
  })
  afterAll(() => {
    for (const server of servers) {
      server.closeAllConnections()
      server.close()
    }
    rmSync(base, { recursive: true, force: true })
  })

  /** The installer with a sum for our small file, and the packages it needs. */
  function packageWith(sum: string): { folder: string; env: NodeJS.ProcessEnv } {
    asked.length = 0
    const around = mkdtempSync(path.join(base, 'package-'))
    const folder = path.join(around, 'electron')
    mkdirSync(folder)
    for (const file of ['install.js', 'package.json']) cpSync(path.join(installed, file), path.join(folder, file))
    writeFileSync(path.join(folder, 'checksums.json'), JSON.stringify({ [name]: sum }))
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(around, 'node_modules'))
    const { PATH = '' } = process.env
    return { folder, env: { PATH, HOME: around, electron_config_cache: path.join(around, 'cache') } }
  }
  const sum = createHash('sha256').update(zip).digest('hex')

  test('from a mirror, and found there the next time', async () => {
    const { folder, env } = packageWith(sum)
    const behind = { ...env, ELECTRON_MIRROR: `http://127.0.0.1:${mirror}/` }
    const binary = path.join(folder, 'dist', 'electron')
    const why = `fetched from the mirror 127.0.0.1:${mirror} or the cache`
    expect(await provideElectron(behind, folder)).toEqual({ binary, why })
    expect(asked).toEqual([`/v${version}/${name}`])
    expect(await provideElectron(behind, folder)).toEqual({ binary, why: 'as installed' })
  })

  test('through a proxy, which alone knows the way', async () => {
    const { folder, env } = packageWith(sum)
    const through = { ...env, ELECTRON_MIRROR: 'http://mirror.invalid/', HTTP_PROXY: `http://127.0.0.1:${proxy}` }
    const why = `fetched from the mirror mirror.invalid through the proxy 127.0.0.1:${proxy} or the cache`
    expect(await provideElectron(through, folder)).toEqual({ binary: path.join(folder, 'dist', 'electron'), why })
    expect(asked).toEqual(['tunnel to mirror.invalid:80', `/v${version}/${name}`])
  })

  test('and not taken where its sum is another', async () => {
    const { folder, env } = packageWith('0'.repeat(64))
    const words = `the mirror 127.0.0.1:${mirror}`
    expect(await provideElectron({ ...env, ELECTRON_MIRROR: `http://127.0.0.1:${mirror}/` }, folder)).toEqual({
      binary: null,
      why: `its binary is not here, and it could not be fetched from ${words}`,
    })
  })

  test('never where a folder is given: that Electron is used, or none', async () => {
    const { folder, env } = packageWith(sum)
    const given = path.join(folder, 'mine')
    const from = { ...env, ELECTRON_OVERRIDE_DIST_PATH: given, ELECTRON_MIRROR: `http://127.0.0.1:${mirror}/` }
    const why = `ELECTRON_OVERRIDE_DIST_PATH names ${given}, where it is not`
    expect(await provideElectron(from, folder)).toEqual({ binary: null, why })
    mkdirSync(given)
    writeFileSync(path.join(given, 'electron'), '#!/bin/sh\n', { mode: 0o755 })
    const binary = path.join(given, 'electron')
    expect(await provideElectron(from, folder)).toEqual({ binary, why: `from ELECTRON_OVERRIDE_DIST_PATH, ${given}` })
    expect(asked).toEqual([])
  })

  test('never where nothing leads there', async () => {
    const { folder, env } = packageWith(sum)
    expect(await provideElectron({ ...env, ELECTRON_MIRROR: 'https://mirror.invalid/' }, folder)).toEqual({
      binary: null,
      why: 'its binary is not here, and the mirror mirror.invalid cannot be reached',
    })
  })
})
