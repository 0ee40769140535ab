import type { PermissionRuleSettings } from '../../../shared/settings/permission-settings.ts'
import { ROLE_NAMES } from '../../words/run-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/settings.ts'

/** A rule in a sentence's part: what is left out matches everything. */
export function ruleText({ role, kind, command, path }: PermissionRuleSettings): string {
  const parts = [
    ...(command === undefined ? [] : [`\`${command}\``]),
    ...(kind === undefined ? [] : [TEXT.requestsOfKind(kind)]),
    ...(path === undefined ? [] : [TEXT.paths(path)]),
    ...(role === undefined ? [] : [COMMON.by(ROLE_NAMES[role].toLowerCase())]),
  ]
  return parts.length === 0 ? TEXT.everything : parts.join(', ')
}

/** As the file has it: without what is left out. */
export const ruleParts = (rule: PermissionRuleSettings): Record<string, string> =>
  Object.fromEntries(Object.entries(rule).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])))

/** The fields of a new rule; empty ones are left out. Null: it would match everything. */
export function newRule(fields: {
  role: PermissionRuleSettings['role'] | ''
  kind: string
  command: string
  path: string
}): PermissionRuleSettings | null {
  const { role } = fields
  const [kind, command, path] = [fields.kind.trim(), fields.command.trim(), fields.path.trim()]
  const rule: PermissionRuleSettings = {
    ...(role === '' || role === undefined ? {} : { role }),
    ...(kind === '' ? {} : { kind }),
    ...(command === '' ? {} : { command }),
    ...(path === '' ? {} : { path }),
  }
  return Object.keys(rule).length === 0 ? null : rule
}
