package dev.convexairbyte.destination.death;

/** The type of all STATEs of a connection. */
enum StateStyle {
  STREAM,
  GLOBAL,
  LEGACY
}
