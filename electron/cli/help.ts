import { COMMANDS, type CommandName, type CommandSpec } from './commands.ts'
import { bold, dim, type Line } from './line.ts'

const WIDTH = 100

/** The page of one command, or of all. */
export function helpLines(topic: CommandName | null): Line[] {
  return topic === null ? overview() : commandHelp(topic, COMMANDS[topic])
}

function overview(): Line[] {
  const rows = Object.entries<CommandSpec>(COMMANDS).map(([name, { operand, summary }]): [string, string] => [
    operand === null ? name : `${name} ${operand}`,
    summary,
  ])
  return [
    [bold('triptych'), '  Three agents work on your repository; the application verifies, you approve.'],
    [],
    ['Usage: triptych <command> [options]      triptych help <command>'],
    [],
    ...table(rows),
    [],
    ['<run>, <gate> and <checkpoint> are ids or their beginning (at least 4 characters).'],
    [],
    [bold('Try it')],
    ['  triptych doctor'],
    ...COMMANDS.run.examples.slice(0, 1).map((example): Line => [`  ${example}`]),
    [],
    [bold('Exit codes')],
    ...table([
      ['0', 'done, or the run is completed'],
      ['1', 'the run ended failed or cancelled; an exported folder differs'],
      ['2', 'refused; nothing was written'],
      ['3', 'waits for a person; the line that answers is printed'],
      ['4', 'paused by a limit, a budget or a person; until when is printed'],
      ['5', 'another Triptych drives this data folder'],
      ['6', 'an agent is missing or not logged in'],
      ['70', 'internal error; the path of its report is printed'],
      ['130', 'interrupted; the run is paused'],
    ]),
    [],
    [dim('The data folder is TRIPTYCH_HOME; `triptych doctor` prints where it is.')],
  ]
}

function commandHelp(name: CommandName, spec: CommandSpec): Line[] {
  const options = Object.entries(spec.options).map(([option, { value, repeated, help }]): [string, string] => [
    `--${option}${value === null ? '' : ` ${value}`}`,
    repeated ? `${help} (may be repeated)` : help,
  ])
  const usage = [
    'triptych',
    name,
    ...(spec.operand === null ? [] : [spec.operand]),
    ...(options.length > 0 ? ['[options]'] : []),
  ]
  return [
    [bold(`triptych ${name}`), `  ${spec.summary}`],
    [],
    [`Usage: ${usage.join(' ')}`],
    ...(options.length > 0 ? [[], ...table(options)] : []),
    ...spec.notes.flatMap((note): Line[] => [[], ...wrapped(note, WIDTH).map((line): Line => [line])]),
    [],
    [bold('Examples')],
    ...spec.examples.map((example): Line => [`  ${example}`]),
  ]
}

/** Two columns; a left cell that is too wide gets a line of its own. */
export function table(rows: readonly (readonly [string, string])[]): Line[] {
  const left = Math.min(26, Math.max(...rows.map(([cell]) => cell.length)))
  const indent = ' '.repeat(left + 4)
  return rows.flatMap(([cell, text]): Line[] => {
    const [first = '', ...rest] = wrapped(text, WIDTH - indent.length)
    const begin: Line[] =
      cell.length > left ? [[`  ${cell}`], [`${indent}${first}`]] : [[`  ${cell.padEnd(left)}  ${first}`]]
    return [...begin, ...rest.map((line): Line => [`${indent}${line}`])]
  })
}

/** Lines of at most `width` characters, broken between words. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line]
}
