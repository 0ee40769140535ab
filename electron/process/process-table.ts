import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { MARKER_VARIABLE } from './environment.ts'

/** One running process. Zombies are not listed: they have ended. */
export interface ProcessEntry {
  pid: number
  parentPid: number
  /** Process group; null where the platform has none. */
  groupId: number | null
  /** Opaque; with the pid it names one process for ever, however pids are used again. */
  startStamp: string
  /** Its `TRIPTYCH_CHILD`; null if it has none or it cannot be read. */
  marker: string | null
}

const MARKER = new RegExp(`(?:^|[\\0\\s])${MARKER_VARIABLE}=([0-9a-f-]{36})(?=[\\0\\s]|$)`)

/** The marker in an environment block: `NAME=value` separated by NUL or, as `ps` prints it, by spaces. */
export function markerIn(environment: string): string | null {
  return MARKER.exec(environment)?.[1] ?? null
}

/** `/proc/<pid>/stat`. The name in parentheses may itself hold spaces and parentheses. Null for a zombie or a dead process. */
export function parseProcStat(stat: string): Omit<ProcessEntry, 'marker'> | null {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, parentPid, groupId] = fields
  const startStamp = fields[19] // starttime is field 22 of the whole line; field 3 is the first after the name
  if (state === undefined || startStamp === undefined || 'ZXx'.includes(state)) return null
  return { pid: Number.parseInt(stat, 10), parentPid: Number(parentPid), groupId: Number(groupId), startStamp }
}

/** `ps -axEww -o pid=,ppid=,pgid=,stat=,lstart=,command=`, where `-E` puts the environment behind the command (macOS). */
export function parsePsTable(text: string): ProcessEntry[] {
  const row = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\w{3}\s+\w{3}\s+\d+\s+[\d:]{8}\s+\d{4})\s(.*)$/
  return text.split('\n').flatMap((line) => {
    const [, pid, parentPid, groupId, state, startStamp, command] = row.exec(line) ?? []
    if (state === undefined || startStamp === undefined || state.startsWith('Z')) return []
    const marker = markerIn(command ?? '')
    return [{ pid: Number(pid), parentPid: Number(parentPid), groupId: Number(groupId), startStamp, marker }]
  })
}

/** Lines of `<pid>,<parent pid>,<creation time>`, as the PowerShell call below prints them. */
export function parseWindowsTable(text: string): ProcessEntry[] {
  return text.split('\n').flatMap((line) => {
    const [, pid, parentPid, startStamp] = /^(\d+),(\d+),(\d*)\s*$/.exec(line) ?? []
    if (startStamp === undefined) return []
    return [{ pid: Number(pid), parentPid: Number(parentPid), groupId: null, startStamp, marker: null }]
  })
}

/** A process may end, or belong to somebody else, while it is looked at: then it is none of ours. */
function readProcFile(pid: string, name: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1')
  } catch {
    return null
  }
}

function readProc(): ProcessEntry[] {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return []
    const stat = readProcFile(pid, 'stat')
    const entry = stat === null ? null : parseProcStat(stat)
    return entry === null ? [] : [{ ...entry, marker: markerIn(readProcFile(pid, 'environ') ?? '') }]
  })
}

/** This process's own `startStamp`; empty where the system does not tell it. */
export async function readOwnStamp(platform: NodeJS.Platform = process.platform): Promise<string> {
  const stat = platform === 'linux' ? readProcFile('self', 'stat') : null
  // On other systems the table is the only source.
  const own =
    stat === null ? (await readProcessTable(platform)).find(({ pid }) => pid === process.pid) : parseProcStat(stat)
  return own?.startStamp ?? ''
}

const run = promisify(execFile)
const OUTPUT_LIMIT = { maxBuffer: 64 * 1024 * 1024 }
const WINDOWS_QUERY =
  'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId),$($_.ParentProcessId),$($_.CreationDate.Ticks)" }'

/** All running processes of this machine that can be seen. Windows tells no environments: there only parents lead to children. */
export async function readProcessTable(platform: NodeJS.Platform = process.platform): Promise<ProcessEntry[]> {
  if (platform === 'linux') return readProc()
  if (platform === 'win32') {
    return parseWindowsTable(
      (await run('powershell.exe', ['-NoProfile', '-Command', WINDOWS_QUERY], OUTPUT_LIMIT)).stdout,
    )
  }
  const flags = platform === 'darwin' ? '-axEww' : '-axww'
  return parsePsTable((await run('ps', [flags, '-o', 'pid=,ppid=,pgid=,stat=,lstart=,command='], OUTPUT_LIMIT)).stdout)
}
