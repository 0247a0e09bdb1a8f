package dev.convexairbyte.destination.death;

/** Who runs the connector, and so what its catalog and its input tell beyond records and states. */
enum Driver {
  /** Airbyte, for a destination not known to support refreshes: no generations, no statuses. */
  PLATFORM_WITHOUT_REFRESHES,
  /** Airbyte, for one that does: generations, and COMPLETE for all once the source ended well. */
  PLATFORM_WITH_REFRESHES,
  /** A shell's pipe: no generations, and the statuses that the source prints. */
  PIPE
}
