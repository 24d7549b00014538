// Counts the statements that write, by table.
import type { KyselyPlugin, OperationNode, PluginTransformQueryArgs, PluginTransformResultArgs, RootOperationNode } from 'kysely'
import { TableNode } from 'kysely'

/** Sees every statement on its way to the database. */
export class CountWrites implements KyselyPlugin {
  readonly #writes = new Map<string, number>()

  /** Statements that wrote to any of these tables so far. */
  to(tables: readonly string[]): number {
    return tables.reduce((total, table) => total + (this.#writes.get(table) ?? 0), 0)
  }

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    for (const target of targetsOf(node)) {
      if (TableNode.is(target)) this.#count(target.table.identifier.name)
    }
    return node
  }

  async transformResult({ result }: PluginTransformResultArgs) {
    return result
  }

  #count(table: string): void {
    this.#writes.set(table, (this.#writes.get(table) ?? 0) + 1)
  }
}

function targetsOf(node: RootOperationNode): readonly OperationNode[] {
  switch (node.kind) {
    case 'InsertQueryNode':
      return node.into === undefined ? [] : [node.into]
    case 'UpdateQueryNode':
      return node.table === undefined ? [] : [node.table]
    case 'DeleteQueryNode':
      return node.from.froms
    default:
      return []
  }
}
