import { spawn } from 'node:child_process'

export interface BriefRun {
  /** Absolute. */
  command: string
  args: readonly string[]
  cwd: string
  /** The whole environment. */
  env: Readonly<Record<string, string | undefined>>
  timeoutMs: number
  /** More of standard output ends it. */
  maxCharacters: number
  /** Standard output that is enough: its end is not waited for. */
  isEnough?: (text: string) => boolean
}

/** Standard output; or a sentence that says why there is none to use. */
export type BriefOutput = { text: string } | { why: string }

/** Runs a program for what it prints, without standard input, terminal or patience. Never rejects. */
export function runBriefly(run: BriefRun): Promise<BriefOutput> {
  const { command, args, cwd, env, timeoutMs, maxCharacters, isEnough } = run
  return new Promise((resolve) => {
    // A session of its own: without a terminal no shell can stop itself to wait for one.
    const child = spawn(command, [...args], {
      ...{ cwd, env },
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    })
    let text = ''
    const finish = (output: BriefOutput): void => {
      clearTimeout(timer)
      child.stdout.destroy() // Something that was left in the background may hold it open.
      if ('why' in output && child.pid !== undefined) endGroup(child.pid)
      resolve(output)
    }
    const timer = setTimeout(() => finish({ why: `no answer within ${timeoutMs / 1000} seconds.` }), timeoutMs)
    child.once('error', (error) => finish({ why: `${error.message}.` }))
    child.once('close', () => finish({ text }))
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      if (text.length > maxCharacters) finish({ why: `it printed more than ${maxCharacters} characters.` })
      else if (isEnough?.(text)) finish({ text })
    })
  })
}

function endGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
