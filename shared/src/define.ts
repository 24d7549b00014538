// The three kinds of message that cross the wire. Each is defined once, with everything there is to know about it.
import { z } from 'zod'
import type { Failure } from './failures.ts'
import type { Role } from './roles.ts'

/** Who may call an endpoint: anybody, a signed-in attendee seat, or staff in one of these roles. */
export type Callers = 'public' | readonly Role[]

/** A question over HTTP with one answer. */
export interface Endpoint<Name extends string, Input extends z.ZodType, Reply extends z.ZodType> {
  readonly kind: 'endpoint'
  readonly name: Name
  readonly method: 'GET' | 'POST'
  readonly path: `/api/${string}`
  readonly from: Callers
  /** Bytes of a request body at most; 32 KiB unless told otherwise (RT-02). */
  readonly maxBytes?: number
  readonly input: Input
  readonly reply: Reply
  readonly fails: readonly Failure[]
}

/** A change asked for over the live connection, always acknowledged with an `Answer`. */
export interface Action<Name extends string, Input extends z.ZodType, Reply extends z.ZodType> {
  readonly kind: 'action'
  readonly name: Name
  readonly from: readonly Role[]
  readonly input: Input
  readonly reply: Reply
  readonly fails: readonly Failure[]
}

/** Who receives a notice: every attendee, the staff, the organiser, or one seat's active device. */
export type Audience = 'attendees' | 'staff' | 'organisers' | 'seat'

/** Something that happened, told to everybody with the right to see it. */
export interface Notice<Name extends string, Body extends z.ZodType> {
  readonly kind: 'notice'
  readonly name: Name
  readonly to: readonly Audience[]
  readonly body: Body
}

/** Defines an HTTP endpoint; a GET carries its input in the query string. */
export function endpoint<const Name extends string, Input extends z.ZodType, Reply extends z.ZodType>(
  name: Name,
  facts: Omit<Endpoint<Name, Input, Reply>, 'kind' | 'name'>,
): Endpoint<Name, Input, Reply> {
  return { kind: 'endpoint', name, ...facts }
}

/** Defines an action of the live connection. */
export function action<const Name extends string, Input extends z.ZodType, Reply extends z.ZodType>(
  name: Name,
  facts: Omit<Action<Name, Input, Reply>, 'kind' | 'name'>,
): Action<Name, Input, Reply> {
  return { kind: 'action', name, ...facts }
}

/** Defines a notice of the live connection. */
export function notice<const Name extends string, Body extends z.ZodType>(
  name: Name,
  facts: Omit<Notice<Name, Body>, 'kind' | 'name'>,
): Notice<Name, Body> {
  return { kind: 'notice', name, ...facts }
}

export type AnyEndpoint = Endpoint<string, z.ZodType, z.ZodType>
export type AnyAction = Action<string, z.ZodType, z.ZodType>
export type AnyNotice = Notice<string, z.ZodType>

/** What the server receives after parsing. */
export type InputOf<M extends { input: z.ZodType }> = z.output<M['input']>
/** What a client hands in: transforms have not run, brands not required. */
export type AskedOf<M extends { input: z.ZodType }> = z.input<M['input']>
export type ReplyOf<M extends { reply: z.ZodType }> = z.output<M['reply']>
export type BodyOf<M extends { body: z.ZodType }> = z.output<M['body']>

/** The one shape of every acknowledgement and HTTP answer. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: Failure; readonly retryAfterMs: number | null }

/** Every notice travels with the revision of the audience it was sent to; notices to one seat carry null. */
export interface Delivered<Body> {
  readonly revision: number | null
  readonly body: Body
}

/** For replies that say nothing but "done". */
export const Done = z.strictObject({})
