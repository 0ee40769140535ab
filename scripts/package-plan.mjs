/** What `npm run package` tells electron-builder. Pure. */

/**
 * Where the packages will look for their next version: `TRIPTYCH_UPDATES` is a repository of GitHub, `owner/name`, or the https address
 * of a folder with the release's files. Without it they look nowhere.
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ options: string[] } | { problem: string }}
 */
export function feedOptions(env) {
  const feed = env['TRIPTYCH_UPDATES'] ?? ''
  if (feed === '') return { options: [] }
  const github = /^(?<owner>[\w.-]+)\/(?<repo>[\w.-]+)$/.exec(feed)?.groups
  if (github) return { options: publishOptions({ provider: 'github', ...github }) }
  if (URL.parse(feed)?.protocol === 'https:') return { options: publishOptions({ provider: 'generic', url: feed }) }
  return {
    problem: `TRIPTYCH_UPDATES is ${feed}; it must be owner/name of a repository on GitHub, or an https address.`,
  }
}

/** @param {Record<string, string>} publish */
const publishOptions = (publish) => Object.entries(publish).map(([name, value]) => `-c.publish.${name}=${value}`)
