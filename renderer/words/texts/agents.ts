// What the view of the agents of this machine says.
import type { Shown } from './shown.ts'

// agent-table.tsx
export const family = 'Family'
export const whatToKnow = 'What to know'

// agents-view.tsx
export const whatOfThisMachineCanPlayRole = 'What of this machine can play a role. Looking starts none of them.'
export const lookAgain = 'Look again'
export const thisMachine = 'This machine'

// secret-form.tsx
export const onceAgentIsInstalledItCanBeGiven = 'Once an agent is installed, it can be given a secret here.'
export const forAgent = 'For'
export const variable = 'Variable'
export const value = 'Value'
export const keepIt = 'Keep it'

// secret-problem.ts
export const lettersDigitsAndAsInExample = 'Letters, digits and _, as in EXAMPLE_API_KEY.'
export const atLeastCharacters = (least: Shown): string => `At least ${least} characters.`

// secrets-section.tsx
export const secrets = 'Secrets'
export const variablesSuchAsKeysThatOneAgent =
  'Variables, such as keys, that one agent is given and nobody else. Their values are struck out of everything that is stored.'
export const thereIsNoKeyStoreHere =
  'There is no key store here: a new secret is kept in a file of the data folder that only you may read.'
export const cannotBeReadHere = 'cannot be read here: set it again'
export const removeOf = (name: Shown, agent: Shown): string => `Remove ${name} of ${agent}`
export const remove = (name: Shown): string => `Remove ${name}?`
export const isNotGivenItAnyMore = (agent: Shown): string =>
  `${agent} is not given it any more, and its value is forgotten. What was stored before stays struck out.`
export const removeIt = 'Remove it'
