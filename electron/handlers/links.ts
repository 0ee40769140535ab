import type { Handlers } from '../../shared/contract.ts'
import { err, ok } from '../../shared/result.ts'
import { webLink } from '../../shared/web-link.ts'
import type { HostParts } from './parts.ts'
import { refusalReply } from './replies.ts'

/** The only way from the window to an address: the page's own check is repeated here, and what it made of the address is opened. */
export function linkHandlers({ shell }: Pick<HostParts, 'shell'>): Pick<Handlers, 'links.open'> {
  return {
    'links.open': async ({ url }) => {
      const link = webLink(url)
      if (link === null) {
        const message = 'Only whole https addresses of web pages are opened. Nothing was opened.'
        return refusalReply({
          code: 'not_a_web_page',
          message,
          remedy: 'Copy it, if you trust it, into another program.',
        })
      }
      if (shell.openLink === null) {
        return err({ code: 'unavailable', message: 'This window opens pages by itself.' })
      }
      await shell.openLink(link.href)
      return ok({ href: link.href })
    },
  }
}
