import * as TEXT from '../../words/texts/agents.ts'
import * as COMMON from '../../words/texts/common.ts'

const LEAST = 8
const MOST = 10_000

/** What is wrong with each field, as far as something is in it; the main process has the last word. */
export function secretProblem(name: string, value: string): { name: string | null; value: string | null } {
  const isName = name === '' || /^[A-Za-z_][A-Za-z0-9_]{0,99}$/.test(name)
  const isLong = value.length > MOST
  const isShort = value !== '' && value.length < LEAST
  return {
    name: isName ? null : TEXT.lettersDigitsAndAsInExample,
    value: isShort ? TEXT.atLeastCharacters(LEAST) : isLong ? COMMON.atMostCharacters(MOST) : null,
  }
}
