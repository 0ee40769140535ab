import { err, ok, type Result } from '../../shared/result.ts'
import { SECRET_NAME } from '../secrets/secrets.ts'
import type { SecretCommand, UsageError } from './commands.ts'
import type { RawArguments } from './parse-options.ts'

const HELP = 'See: triptych help secret'

/** `list`, `set <agent> <NAME>`, `remove <agent> <NAME>`. A value that was typed as a word is not repeated. */
export function parseSecret({ operands, values }: RawArguments): Result<SecretCommand, UsageError> {
  const [action, agent, variable, ...rest] = operands
  const wrong = (message: string, remedy: string = HELP) => err({ message, remedy })
  if (action === 'list') {
    return agent === undefined
      ? ok({ name: 'secret', action, json: values.has('json') })
      : wrong('secret list takes nothing more.')
  }
  if (action !== 'set' && action !== 'remove') return wrong('secret needs list, set or remove.')
  if (agent === undefined || variable === undefined) {
    return wrong(`secret ${action} needs an agent and the name of a variable.`)
  }
  if (rest.length > 0) {
    const message = 'The value does not go on the command line, where every program of this machine can read it.'
    return wrong(message, `Leave it out: it is asked for, or read from standard input. ${HELP}`)
  }
  if (!SECRET_NAME.test(variable)) {
    return wrong(`"${variable.slice(0, 100)}" is no name of a variable.`, 'Use letters, digits and _, no digit first.')
  }
  return ok({ name: 'secret', action, agent, variable })
}
