import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import {
  lastLogLines,
  logEntry,
  logFile,
  logFolder,
  MAX_LOG_BYTES,
  pruneReports,
  writeLog,
} from '../electron/log-file.ts'
import { reportText, shortenHomes } from '../electron/report-text.ts'
import { saveReport } from '../electron/save-report.ts'
import { temporaryFolder } from './store/support.ts'

const AT = { now: new Date('2026-03-01T10:00:00.000Z'), pid: 7 }

test('an entry is one line and its continuations, however long or odd what it tells', () => {
  expect(logEntry('error', 'Oh.\n  at x\n', AT)).toBe('2026-03-01T10:00:00.000Z error [7] Oh.\n      at x\n')
  expect(logEntry('info', 'x'.repeat(1_000_000), AT).length).toBeLessThan(21_000)
  expect(logEntry('info', '\ud800', AT)).toContain('\ufffd')
})

test('what is written stays bounded: full files are kept a few times, the newest lines are found over their border', () => {
  const home = temporaryFolder()
  const entry = (n: number): string => logEntry('info', `entry ${n} ${'x'.repeat(15_000)}`, AT)
  for (let n = 0; n < 500; n++) writeLog(home, entry(n))
  const files = readdirSync(logFolder(home)).sort()
  expect(files).toEqual(['triptych.1.log', 'triptych.2.log', 'triptych.3.log', 'triptych.4.log', 'triptych.log'])
  for (const file of files) expect(statSync(path.join(logFolder(home), file)).size).toBeLessThanOrEqual(MAX_LOG_BYTES)
  const last = lastLogLines(home, 80)
  expect(last).toHaveLength(80)
  expect(last.map((line) => /entry (\d+)/.exec(line)?.[1])).toEqual(
    Array.from({ length: 80 }, (_, n) => String(420 + n)),
  )
  if (process.platform !== 'win32') expect(statSync(logFile(home)).mode & 0o777).toBe(0o600)
})

test('a data folder that is not there is not made for the log', () => {
  const home = path.join(temporaryFolder(), 'none')
  writeLog(home, logEntry('info', 'x', AT))
  expect(() => statSync(home)).toThrow(/ENOENT/)
  expect(lastLogLines(home, 10)).toEqual([])
})

test('of many reports the newest are kept, whatever made them; nothing else in the folder is touched', () => {
  const home = temporaryFolder()
  for (let n = 0; n < 30; n++)
    saveReport(home, n % 2 === 0 ? 'crash' : 'report', `${n}`, new Date(Date.UTC(2026, 0, 1, 0, n)))
  writeFileSync(path.join(logFolder(home), 'mine.txt'), 'mine')
  pruneReports(home)
  const kept = readdirSync(logFolder(home)).filter((name) => name !== 'mine.txt')
  const texts = kept.map((name) => Number(readFileSync(path.join(logFolder(home), name), 'utf8')))
  expect(texts.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 10))
  expect(readFileSync(path.join(logFolder(home), 'mine.txt'), 'utf8')).toBe('mine')
})

test('a report where the data folder takes none goes to the temporary files', () => {
  const home = path.join(temporaryFolder(), 'file')
  writeFileSync(home, '')
  const file = saveReport(home, 'crash', 'text', new Date(0))
  expect(readFileSync(file, 'utf8')).toBe('text')
  rmSync(path.dirname(file), { recursive: true })
})

test.each([
  ['at /home/ada/code/shop/x.ts:1', ['/home/ada'], 'at ~/code/shop/x.ts:1'],
  ['/home/adam/x and /home/ada-old/x', ['/home/ada'], '/home/adam/x and /home/ada-old/x'],
  ['file:///home/ada%20b/x, /home/ada b/y', ['/home/ada b'], 'file://~/x, ~/y'],
  ['C:\\Users\\Ada\\x, "C:\\\\Users\\\\Ada\\\\x", c:/users/ada/x', ['C:\\Users\\Ada'], '~\\x, "~\\\\x", ~/x'],
  ['/srv/real/ada/x, /home/ada', ['/home/ada', '/srv/real/ada'], '~/x, ~'],
  ['/x', ['/'], '/x'],
])('homes are shortened: %s', (text, homes, expected) => {
  expect(shortenHomes(text, homes)).toBe(expected)
})

test('a report has what helps, without what is secret or tells who somebody is', () => {
  const text = reportText({
    fault: {
      where: 'the window at #/run/1',
      message: 'no sk-12345678',
      stack: 'Error\n    at /home/ada/app/main.js:1',
    },
    version: '1.2.3',
    parts: { Node: '24', linux: 'x64' },
    now: AT.now,
    log: ['2026 error [7] sk-12345678 in /home/ada/code'],
    homes: ['/home/ada'],
    redact: (plain) => plain.replaceAll('sk-12345678', '[secret KEY]'),
  })
  expect(text).toBe(
    [
      'Triptych 1.2.3, 2026-03-01T10:00:00.000Z',
      'Node 24, linux x64',
      '',
      'Where: the window at #/run/1',
      'What: no [secret KEY]',
      '',
      'Error\n    at ~/app/main.js:1',
      '',
      'The last lines of the log:',
      '2026 error [7] [secret KEY] in ~/code',
      '',
    ].join('\n'),
  )
})

test('reports of one moment are all kept, also where the data folder takes none; there the newest twenty', () => {
  const now = new Date(1)
  const home = temporaryFolder()
  const files = [1, 2].map((n) => saveReport(home, 'report', `${n}`, now))
  expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(['1', '2'])
  const blocked = path.join(temporaryFolder(), 'file')
  writeFileSync(blocked, '')
  const elsewhere = Array.from({ length: 25 }, (_, n) => saveReport(blocked, 'report', `${n}`, new Date(n)))
  expect(new Set(elsewhere.map((file) => path.dirname(file))).size).toBe(1)
  expect(elsewhere.filter((file) => existsSync(file))).toEqual(elsewhere.slice(5))
})
