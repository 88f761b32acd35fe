// What a caller does with the types of an OpenAPI document, for any document. It is compiled, never run.

import type { operations, paths } from "./api";

/** The methods that documents use. */
type Method = "get" | "post" | "put" | "patch" | "delete";

/** The paths that take a method, or one of several. */
type PathsOf<M extends Method> = M extends Method
  ? { [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never }[keyof paths]
  : never;

/** An operation by path and method. */
type Operation<P extends keyof paths, M extends Method> = M extends keyof paths[P] ? paths[P][M] : never;

/** What an operation answers with. */
type Answer<O> = O extends { responses: { 200: { content: { "application/json": infer A } } } } ? A : undefined;

/** What an operation takes in its query. */
type Query<O> = O extends { parameters: { query?: infer Q } } ? Q : never;

/** What an operation takes as JSON. */
type Body<O> = O extends { requestBody?: { content: { "application/json": infer B } } } ? B : undefined;

/** A function per method, as a client has it. */
export interface Client {
  get<P extends PathsOf<"get">>(path: P, query: Query<Operation<P, "get">>): Promise<Answer<Operation<P, "get">>>;
  post<P extends PathsOf<"post">>(path: P, body: Body<Operation<P, "post">>): Promise<Answer<Operation<P, "post">>>;
}

/** A function per operation, as a server has it. */
export type Handlers = {
  [Id in keyof operations]: (body: Body<operations[Id]>) => Promise<Answer<operations[Id]>>;
};

/** A call by path and what it takes, for any path of a method. */
type Calls<M extends "get" | "post"> = [PathsOf<M>] extends [never]
  ? [path: never, takes: never]
  : { [P in PathsOf<M>]: [path: P, takes: M extends "get" ? Query<Operation<P, M>> : Body<Operation<P, M>>] }[PathsOf<M>];

/** Makes calls of both methods, one after the other. */
export async function callAll(client: Client, gets: Calls<"get">[], posts: Calls<"post">[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const [path, query] of gets) {
    answers.push(await client.get(path, query));
  }
  for (const [path, body] of posts) {
    answers.push(await client.post(path, body));
  }
  return answers;
}

/** `true` where the list of exceptions is empty; otherwise the exceptions, so that the error names them. */
type None<T> = [T] extends [never] ? true : T;

/** The statuses of the successes of an operation. */
type Successes<Id extends keyof operations> = Extract<
  keyof operations[Id]["responses"],
  200 | 201 | 202 | 203 | 204 | 205 | 206
>;

/** Every operation says what a success is: with 200, or with what its document states. */
export const silent: None<
  { [Id in keyof operations]: [Successes<Id>] extends [never] ? Id : never }[keyof operations]
> = true;

/** Every path has an operation. */
export const idle: None<Exclude<keyof paths, PathsOf<Method>>> = true;
