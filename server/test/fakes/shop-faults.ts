// What can go wrong with a shop: the next answers fail in a way chosen beforehand.
import type { NextFunction, Request, Response } from 'express'
import { z } from 'zod'

const Kind = z.discriminatedUnion('kind', [
  /** This status; `retryAfter` as the header says it, null for none; `body` instead of the usual one. */
  z.strictObject({
    kind: z.literal('status'),
    status: z.coerce.number().int().min(400).max(599),
    retryAfter: z.string().nullish(),
    body: z.unknown().optional(),
  }),
  /** Never answers. */
  z.strictObject({ kind: z.literal('hang') }),
  /** Begins to answer and never ends. */
  z.strictObject({ kind: z.literal('stall') }),
  /** Half of the JSON, as if that were all. */
  z.strictObject({ kind: z.literal('truncate') }),
  /** The line breaks in the middle of the answer. */
  z.strictObject({ kind: z.literal('cut') }),
  /** A list of nothing. */
  z.strictObject({ kind: z.literal('empty') }),
  /** The list ends with this page although there are more. */
  z.strictObject({ kind: z.literal('lost_pages') }),
  /** This field is left out wherever something is listed. */
  z.strictObject({ kind: z.literal('without'), field: z.string() }),
  /** A page of HTML with status 200. */
  z.strictObject({ kind: z.literal('html') }),
  /** JSON of another shape. */
  z.strictObject({ kind: z.literal('other_shape') }),
  /** Megabytes of blanks. */
  z.strictObject({ kind: z.literal('huge') }),
  z.strictObject({ kind: z.literal('redirect'), location: z.string() }),
  /** The address of the next page is this one. */
  z.strictObject({ kind: z.literal('next'), next: z.string() }),
])
export const Fault = z.strictObject({
  /** How many answers; the first ones whose path holds `path`. */
  times: z.coerce.number().int().min(0).default(1),
  path: z.string().default(''),
  fault: Kind,
})
export type Fault = z.input<typeof Fault>

const HUGE_BYTES = 64 * 1024 * 1024
const BLOCK = Buffer.alloc(1024 * 1024, ' ')

/** Builds the switchboard of a shop's faults: `plan` sets one, `inject` stands before its API. */
export function createFaults(errorBody: (status: number) => unknown) {
  let planned: z.output<typeof Fault>[] = []

  function inject(request: Request, response: Response, next: NextFunction): void {
    const fault = planned.find(({ path }) => request.originalUrl.includes(path))
    if (fault === undefined) return next()
    fault.times -= 1
    planned = planned.filter(({ times }) => times > 0)
    const { fault: kind } = fault
    switch (kind.kind) {
      case 'status':
        if (kind.retryAfter != null) response.set('Retry-After', kind.retryAfter)
        response.status(kind.status).json(kind.body ?? errorBody(kind.status))
        return
      case 'hang':
        return
      case 'stall':
        response.type('json').write('{')
        return
      case 'html':
        response.type('html').send('<!doctype html><title>Wartung</title>')
        return
      case 'other_shape':
        response.json({ ok: true, items: 'none' })
        return
      case 'huge':
        sendHuge(response)
        return
      case 'redirect':
        response.redirect(302, kind.location)
        return
      case 'truncate':
        response.json = (body: unknown) => {
          const text = JSON.stringify(body)
          return response.type('json').send(text.slice(0, Math.floor(text.length / 2)))
        }
        return next()
      case 'cut':
        response.json = (body: unknown) => {
          const text = JSON.stringify(body)
          response.type('json').set('Content-Length', String(Buffer.byteLength(text)))
          response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy())
          return response
        }
        return next()
      case 'empty':
        return rewrite(response, next, empty)
      case 'without':
        return rewrite(response, next, (body) => without(body, kind.field))
      case 'lost_pages':
        return rewrite(response, next, (body) => ({
          ...body,
          next: null,
          pagination: { ...asObject(body['pagination']), has_more_items: false },
        }))
      case 'next':
        return rewrite(response, next, (body) => ({ ...body, next: kind.next }))
    }
  }

  return {
    inject,
    plan(fault: Fault): void {
      planned.push(Fault.parse(fault))
    },
    clear(): void {
      planned = []
    },
  }
}

type Body = Record<string, unknown>

function rewrite(response: Response, next: NextFunction, edit: (body: Body) => Body): void {
  const send = response.json.bind(response)
  response.json = (body: unknown) => send(edit(asObject(body)))
  next()
}

function asObject(value: unknown): Body {
  return typeof value === 'object' && value !== null ? (value as Body) : {}
}

/** The same list, everything in it and in its lists without this field. */
function without(body: Body, field: string): Body {
  const strip = (item: unknown): unknown => (typeof item === 'object' && item !== null ? without(item as Body, field) : item)
  const kept = Object.entries(body).filter(([name]) => name !== field)
  return Object.fromEntries(kept.map(([name, value]) => [name, Array.isArray(value) ? value.map(strip) : value]))
}

/** The same list with nothing in it. */
function empty(body: Body): Body {
  const emptied = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, Array.isArray(value) ? [] : value]))
  if ('pagination' in emptied) {
    emptied['pagination'] = { object_count: 0, page_number: 1, page_size: 50, page_count: 0, has_more_items: false }
  }
  return 'count' in emptied ? { ...emptied, count: 0, next: null } : emptied
}

function sendHuge(response: Response): void {
  response.type('json')
  let sent = 0
  const more = () => {
    while (sent < HUGE_BYTES && !response.destroyed) {
      sent += BLOCK.length
      if (!response.write(BLOCK)) return void response.once('drain', more)
    }
    response.end('{}')
  }
  more()
}
