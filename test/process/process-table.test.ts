import { expect, test } from 'vitest'
import {
  markerIn,
  parseProcStat,
  parsePsTable,
  parseWindowsTable,
  readProcessTable,
} from '../../electron/process/process-table.ts'

const MARKER = '0f8fad5b-d9cb-469f-a165-70867728950e'

const stat = (name: string, state: string): string =>
  `77 (${name}) ${state} 12 70 70 0 -1 4194560 1 0 0 0 3 1 0 0 20 0 1 0 998877 2000 50 184467`

test.each([
  [stat('sleep', 'S'), { pid: 77, parentPid: 12, groupId: 70, startStamp: '998877' }],
  [stat('a) R (b c', 'R'), { pid: 77, parentPid: 12, groupId: 70, startStamp: '998877' }],
  [stat('defunct', 'Z'), null],
  [stat('dead', 'X'), null],
  ['', null],
])('/proc/<pid>/stat: %j', (text, entry) => {
  expect(parseProcStat(text)).toEqual(entry)
})

test.each([
  [`A=1\0TRIPTYCH_CHILD=${MARKER}\0B=2\0`, MARKER],
  [`TRIPTYCH_CHILD=${MARKER}`, MARKER],
  [`/bin/sleep 5 PATH=/bin TRIPTYCH_CHILD=${MARKER} HOME=/x`, MARKER],
  [`NOT_TRIPTYCH_CHILD=${MARKER}\0`, null],
  [`TRIPTYCH_CHILD=${MARKER}0\0`, null],
  ['TRIPTYCH_CHILD=\0', null],
])('the marker in %j', (environment, marker) => {
  expect(markerIn(environment)).toBe(marker)
})

test('a table of ps', () => {
  const text = [
    '    1     0     1 Ss   Mon Nov  2 08:00:01 2026 /sbin/launchd',
    `  812   799   812 S+   Fri Nov 20 13:20:00 2026 /bin/sh -c run it HOME=/h TRIPTYCH_CHILD=${MARKER}`,
    '  813   812   812 Z    Fri Nov 20 13:20:01 2026 (gone)',
    'nonsense',
    '',
  ].join('\n')
  expect(parsePsTable(text)).toEqual([
    { pid: 1, parentPid: 0, groupId: 1, startStamp: 'Mon Nov  2 08:00:01 2026', marker: null },
    { pid: 812, parentPid: 799, groupId: 812, startStamp: 'Fri Nov 20 13:20:00 2026', marker: MARKER },
  ])
})

test('a table of Windows', () => {
  expect(parseWindowsTable('4,0,\r\n812,4,638989824000000000\r\nnonsense\r\n')).toEqual([
    { pid: 4, parentPid: 0, groupId: null, startStamp: '', marker: null },
    { pid: 812, parentPid: 4, groupId: null, startStamp: '638989824000000000', marker: null },
  ])
})

test('this process is in the table of this machine', async () => {
  const own = (await readProcessTable()).find((entry) => entry.pid === process.pid)
  expect(own).toMatchObject({ parentPid: process.ppid })
})
