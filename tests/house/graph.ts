// The rooms of the code, and what each may use.

/** For each room, a folder from the root of the repository, the rooms that its files may use besides their own. */
export type Directions = Readonly<Record<string, readonly string[]>>;

/** One file uses another; both are paths from the root of the repository. */
export interface Use {
  readonly from: string;
  readonly to: string;
}

/** Which room uses which, with one use as an example. */
export type RoomGraph = ReadonlyMap<string, ReadonlyMap<string, Use>>;

/** The innermost room that holds a file; undefined when none does. */
export function roomOf(path: string, directions: Directions): string | undefined {
  const holding = Object.keys(directions).filter((room) => path.startsWith(`${room}/`));
  return holding.sort((one, other) => other.length - one.length)[0];
}

/** The uses that cross from one room to another. Files outside of every room are left out. */
export function roomGraph(uses: readonly Use[], directions: Directions): RoomGraph {
  const graph = new Map<string, Map<string, Use>>();
  for (const use of uses) {
    const [from, to] = [roomOf(use.from, directions), roomOf(use.to, directions)];
    if (from === undefined || to === undefined || from === to) continue;
    const used = graph.get(from) ?? new Map<string, Use>();
    graph.set(from, used);
    if (!used.has(to)) used.set(to, use);
  }
  return graph;
}

/** @returns the rooms of a cycle in their order, the first one again at the end; undefined when there is no cycle */
export function findCycle(graph: ReadonlyMap<string, Iterable<string>>): string[] | undefined {
  const done = new Set<string>();
  const walk = (room: string, way: readonly string[]): string[] | undefined => {
    if (way.includes(room)) return [...way.slice(way.indexOf(room)), room];
    if (done.has(room)) return undefined;
    for (const next of graph.get(room) ?? []) {
      const cycle = walk(next, [...way, room]);
      if (cycle) return cycle;
    }
    done.add(room);
    return undefined;
  };
  for (const room of graph.keys()) {
    const cycle = walk(room, []);
    if (cycle) return cycle;
  }
  return undefined;
}

/** A cycle between rooms, in words with a use for each step; an empty string when there is none. */
export function describeCycle(graph: RoomGraph): string {
  const cycle = findCycle(new Map([...graph].map(([room, used]) => [room, used.keys()])));
  if (!cycle) return '';
  const steps = cycle.slice(1).map((to, index) => {
    const use = graph.get(cycle[index] ?? '')?.get(to);
    return `  ${use?.from} uses ${use?.to}`;
  });
  return [cycle.join(' -> '), ...steps].join('\n');
}

/** Every use that the directions do not allow, as a sentence. */
export function wrongDirections(graph: RoomGraph, directions: Directions): string[] {
  return [...graph].flatMap(([from, used]) =>
    [...used]
      .filter(([to]) => !directions[from]?.includes(to))
      .map(([to, use]) => `${from} must not use ${to}: ${use.from} uses ${use.to}`),
  );
}
