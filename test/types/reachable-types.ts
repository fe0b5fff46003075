import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const packages = fileURLToPath(new URL('../../packages/', import.meta.url))

/** What an entry point exports, and the types of ours that its signatures lead to. */
export interface Reach {
  readonly exported: ReadonlySet<ts.Symbol>
  readonly reached: ReadonlySet<ts.Symbol>
}

/** Walks from everything that entry points export along the types that stand in it. */
export function reachOf(entries: { readonly [name: string]: string }): { readonly [name: string]: Reach } {
  const program = ts.createProgram(Object.values(entries), {
    customConditions: ['@room-callbacks/source'],
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    types: ['node'],
  })
  const checker = program.getTypeChecker()
  const found = Object.entries(entries).map(([name, entry]) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(entry) as ts.SourceFile) as ts.Symbol
    const exported = new Set(checker.getExportsOfModule(module).map((symbol) => resolved(checker, symbol)))
    return [name, { exported, reached: new Walk(checker).from(exported) }] as const
  })
  return Object.fromEntries(found)
}

const resolved = (checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol

class Walk {
  readonly #checker: ts.TypeChecker
  readonly #reached = new Set<ts.Symbol>()

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker
  }

  from(exported: ReadonlySet<ts.Symbol>): ReadonlySet<ts.Symbol> {
    for (const symbol of exported) this.#visit(symbol)
    return this.#reached
  }

  #visit(symbol: ts.Symbol): void {
    const declarations = symbol.declarations ?? []
    const isOurs = declarations.some((declaration) => declaration.getSourceFile().fileName.startsWith(packages))
    if (!isOurs || this.#reached.has(symbol) || declarations.every(ts.isTypeParameterDeclaration)) return
    this.#reached.add(symbol)
    for (const declaration of declarations) this.#walk(declaration)
  }

  /** What a declaration file shows of a node: every export of ours is annotated, so bodies and values say nothing more. */
  #walk(node: ts.Node): void {
    if (ts.isBlock(node) || isPrivate(node)) return
    const name = nameIn(node)
    const symbol = name && this.#checker.getSymbolAtLocation(name)
    if (symbol) this.#visit(resolved(this.#checker, symbol))
    ts.forEachChild(node, (child) => {
      const isValue = (node as { readonly initializer?: ts.Node }).initializer === child
      if (!isValue || isUntypedFunction(node)) this.#walk(child)
    })
  }
}

function nameIn(node: ts.Node): ts.Node | undefined {
  if (ts.isTypeReferenceNode(node)) return node.typeName
  if (ts.isExpressionWithTypeArguments(node)) return node.expression
  return ts.isTypeQueryNode(node) ? node.exprName : undefined
}

const isPrivate = (node: ts.Node): boolean =>
  (ts.isPropertyDeclaration(node) || ts.isMethodDeclaration(node)) && ts.isPrivateIdentifier(node.name)

/** `const name = (value: Type): Type => …` has its types in its value. */
const isUntypedFunction = (node: ts.Node): boolean =>
  ts.isVariableDeclaration(node) && !node.type && node.initializer !== undefined && ts.isArrowFunction(node.initializer)
