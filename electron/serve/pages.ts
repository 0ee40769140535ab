export type RefusalStatus = 400 | 401 | 403 | 404 | 405 | 500

const NEW_ADDRESS =
  'Each address opens one browser, once. The newest one is the last that the terminal printed in which “triptych serve” or “npm start” runs; where none runs any more, start it again.'

const PAGES: Record<RefusalStatus, { title: string; text: string }> = {
  400: { title: 'This is no address of Triptych', text: NEW_ADDRESS },
  401: { title: 'This address does not open Triptych any more', text: NEW_ADDRESS },
  403: {
    title: 'Triptych was not asked by its own page',
    text: 'Copy the address that the terminal printed into the address bar of the browser.',
  },
  404: { title: 'There is nothing here', text: 'The window is at the beginning of this address, at “/”.' },
  405: { title: 'This cannot be done here', text: 'Only reading is answered at this address.' },
  500: { title: 'This file could not be read', text: 'The terminal in which Triptych runs says why.' },
}

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
}

/** What whoever is refused gets to read: what it is, and how to get a new address. Nothing of the request is in it. */
export function refusalPage(status: RefusalStatus): { headers: Record<string, string>; body: string } {
  const { title, text } = PAGES[status]
  const body = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${title}</title></head>
<body><main><h1>${title}</h1><p>${text}</p></main></body>
</html>
`
  return { headers: { ...HEADERS, ...(status === 405 ? { Allow: 'GET, HEAD' } : {}) }, body }
}
