/** Real programs: lines for the shell, which print what a command agent would. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { AgentSpec } from '../../electron/agents/catalog.ts'
import { runToy, type ToyOptions, type ToyTurn, temporaryFolder, textOf } from './support.ts'

const DONE = { outcome: 'done', summary: 'All is well' }
const ANSWER = `printf '\`\`\`json\\n${JSON.stringify(DONE)}\\n\`\`\`\\n'`
const answered = { kind: 'answered', answer: DONE, via: 'text' }

const runShell = (script: string, options: ToyOptions = {}, spec: Partial<AgentSpec> = {}): Promise<ToyTurn> =>
  runToy('', { ...options, spec: { driver: 'command', command: '/bin/sh', args: ['-c', script], ...spec } })

const exitsOf = ({ outputs }: ToyTurn) => outputs.filter((output) => output.kind === 'exit')
const filesOf = ({ home }: ToyTurn, folder: string): string[] => readdirSync(path.join(home, folder))
const promptsOf = ({ transcript }: ToyTurn): unknown[] =>
  transcript.filter(({ from }) => from === 'application').map(({ message }) => message)

test('the brief and the prompt come on standard input, the answer from its text; nothing is ever continued', async () => {
  const turn = await runShell(`cat; echo; ${ANSWER}`, {
    brief: 'THE BRIEF',
    previousSessionId: 'old',
    mustContinue: true,
    onInterrupt: () => {
      throw new Error('A command cannot be spoken to')
    },
  })
  const prompt = 'THE BRIEF\n\nDo it.\n\nHere you do not have the tool: end your output with the fenced `json` block.'
  expect(turn.result).toMatchObject({ outcome: answered, sessionId: null, continued: false, tokens: null })
  expect(turn.result.responseText).toBe(`${prompt}\n\`\`\`json\n${JSON.stringify(DONE)}\n\`\`\`\n`)
  expect(textOf(turn.outputs)).toBe(turn.result.responseText)
  expect(promptsOf(turn)).toEqual([{ prompt }])
  expect(exitsOf(turn)).toEqual([{ kind: 'exit', exitCode: 0, signal: null, reason: 'ended by itself' }])
  expect(filesOf(turn, 'children')).toEqual([])
})

test('a prompt of some MiB arrives whole', async () => {
  const prompt = `${'é'.repeat(2 * 1024 * 1024)}`
  const turn = await runShell(`wc -c; ${ANSWER}`, { prompt })
  expect(turn.result.outcome).toEqual(answered)
  expect(Number.parseInt(turn.result.responseText, 10)).toBeGreaterThan(4 * 1024 * 1024)
})

test('a command that reads nothing of it and ends is no error of ours', async () => {
  const turn = await runShell(`exec <&-; ${ANSWER}`, { prompt: 'x'.repeat(4 * 1024 * 1024) })
  expect(turn.result.outcome).toEqual(answered)
})

test('the prompt as a file: private, outside the worktree, gone after the turn; standard input is empty', async () => {
  const script = `cat; stat -c 'mode %a' "$2"; case "$2" in "$PWD"*) echo inside;; esac; cat "$2"; echo "$1"; ${ANSWER}`
  const turn = await runShell(
    script,
    {},
    { prompt: 'file', args: ['-c', script, 'sh', '--prompt={promptFile}', '{promptFile}'] },
  )
  expect(turn.result.outcome).toEqual(answered)
  expect(turn.result.responseText).toMatch(
    /^mode 600\nDo it\.\n\n.*--prompt=\/.*\/runs\/r1\/turns\/t1\.jsonl\.prompt1\.md\n/s,
  )
  expect(filesOf(turn, 'runs/r1/turns')).toEqual(['t1.jsonl'])
})

test('its environment is the allowlist, its settings and the marker; it works in the worktree', async () => {
  const turn = await runShell(`env; pwd; ${ANSWER}`, {}, { env: { MY_KEY: 'k' } })
  const { responseText } = turn.result
  expect(responseText).toMatch(/^MY_KEY=k$/m)
  expect(responseText).toMatch(/^TRIPTYCH_CHILD=[0-9a-f-]{36}$/m)
  expect(responseText).not.toContain('SECRET')
  expect(responseText).toMatch(/\/worktree$/m)
})

test('JSON output: the object alone, or as the last thing', async () => {
  const turn = await runShell(`echo working; echo '${JSON.stringify(DONE)}'`, {}, { output: 'json' })
  expect(turn.result.outcome).toEqual(answered)
  expect(promptsOf(turn)).toEqual([{ prompt: expect.stringContaining('print the JSON object') }])
})

test('no answer: a second run is told everything again, what was printed, and what is wrong', async () => {
  const script = `if grep -q REPAIR; then ${ANSWER}; else echo 'I \`\`\`think\`\`\` so'; fi`
  const turn = await runShell(script, { brief: 'THE BRIEF' })
  expect(turn.result.outcome).toEqual(answered)
  expect(exitsOf(turn)).toHaveLength(2)
  const second =
    /^THE BRIEF\n\nDo it\..*what you printed:\n\n````text\nI ```think``` so\n\n````\n\nREPAIR The output holds no/s
  expect(promptsOf(turn)).toEqual([{ prompt: expect.any(String) }, { prompt: expect.stringMatching(second) }])
})

test('no answer at the second run either; a third is not begun', async () => {
  const turn = await runShell('cat > /dev/null; echo words; echo noise >&2')
  expect(turn.result.outcome).toMatchObject({ kind: 'no_answer', detail: expect.stringContaining('words') })
  expect(exitsOf(turn)).toHaveLength(2)
  expect(turn.result.stderrTail).toBe('noise')
  expect(turn.transcript).toContainEqual(expect.objectContaining({ from: 'stderr', text: 'noise' }))
  expect(turn.transcript).toContainEqual(expect.objectContaining({ from: 'agent', message: { output: 'words\n' } }))
})

test('half a line and bytes that are no text', async () => {
  const turn = await runShell(`printf 'a\\377b\\n'; ${ANSWER}; printf 'half'`)
  expect(turn.result.outcome).toEqual(answered)
  expect(textOf(turn.outputs)).toMatch(/^a�b\n.*half$/s)
})

test('a flood is told and kept within bounds, and its end is read', async () => {
  const turn = await runShell(`yes 'a line of the flood' | head -c 30000000; echo; ${ANSWER}`)
  expect(turn.result.outcome).toEqual(answered)
  expect(turn.result.responseText.length).toBeLessThanOrEqual(1024 * 1024)
  expect(textOf(turn.outputs)).toMatch(/\[Triptych\] It prints more; .*\n$/)
  expect(textOf(turn.outputs).length).toBeLessThan(1.2 * 1024 * 1024)
})

test('its version is that of its package; another one than before is not started [fault 30]', async () => {
  const folder = temporaryFolder()
  const program = path.join(folder, 'tool')
  writeFileSync(path.join(folder, 'package.json'), '{"name":"tool","version":"2.0.1"}')
  writeFileSync(program, `#!/bin/sh\necho started >> ${folder}/log\n`, { mode: 0o755 })
  const spec = { driver: 'command', command: program, args: [] } as const
  const first = await runToy('', { spec })
  expect(first.result).toMatchObject({ outcome: { kind: 'no_answer' }, agentVersion: '2.0.1' })
  const started = readFileSync(path.join(folder, 'log'), 'utf8')
  const second = await runToy('', { spec, expectedVersion: '2.0.0' })
  expect(second.result.outcome).toEqual({ kind: 'changed', agent: 'Toy', from: '2.0.0', to: '2.0.1' })
  expect(readFileSync(path.join(folder, 'log'), 'utf8')).toBe(started)
})

test('a chosen model, a mode and MCP servers cannot be given to it, and that is said', async () => {
  const server = { kind: 'stdio' as const, name: 'files', command: '/bin/true', args: [], env: {} }
  const turn = await runShell(ANSWER, { agent: { id: 'toy', model: 'big', mode: 'plan' }, mcpServers: [server] })
  expect(turn.result.outcome).toEqual(answered)
  const notes = turn.transcript.flatMap(({ from, text }) => (from === 'note' ? [text] : []))
  expect(notes).toEqual([
    'Toy takes no model, not “big” either; it runs as its settings say.',
    'Toy takes no mode, not “plan” either; it runs as its settings say.',
    'Toy takes no MCP servers; it works without them.',
  ])
})
