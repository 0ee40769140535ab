import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { CONTENT_SECURITY_POLICY, readStaticFile } from '../electron/static-files.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'triptych-static-'))
const root = path.join(folder, 'renderer')
mkdirSync(path.join(root, 'assets'), { recursive: true })
writeFileSync(path.join(root, 'index.html'), '<!doctype html>')
writeFileSync(path.join(root, 'assets', 'app.js'), 'export {}')
writeFileSync(path.join(folder, 'secret.txt'), 'secret')
mkdirSync(path.join(folder, 'renderer-beside'))
writeFileSync(path.join(folder, 'renderer-beside', 'index.html'), 'beside')
symlinkSync(path.join(folder, 'secret.txt'), path.join(root, 'link.txt'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  { pathname: '/', type: 'text/html; charset=utf-8', body: '<!doctype html>' },
  { pathname: '/index.html', type: 'text/html; charset=utf-8', body: '<!doctype html>' },
  { pathname: '/assets/app.js', type: 'text/javascript; charset=utf-8', body: 'export {}' },
])('$pathname is served with its type and the policy', async ({ pathname, type, body }) => {
  const file = await readStaticFile(root, pathname)
  expect(file.status).toBe(200)
  expect(file.headers).toMatchObject({
    'Content-Type': type,
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'X-Content-Type-Options': 'nosniff',
  })
  expect(Buffer.from(file.body ?? []).toString()).toBe(body)
})

test.each([
  '/missing.js',
  '/assets',
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/../renderer-beside/index.html',
  '/link.txt',
  '/%00',
  '/%zz',
])('%s is not found, and says nothing', async (pathname) => {
  const file = await readStaticFile(root, pathname)
  expect(file).toMatchObject({ status: 404, body: null })
})
