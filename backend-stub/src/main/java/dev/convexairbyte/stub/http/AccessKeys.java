package dev.convexairbyte.stub.http;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of a deployment, each with what it may do. */
public final class AccessKeys {

  private final Map<AdminKey, Set<Permission>> permissions = new LinkedHashMap<>();

  /** With one key that may do everything. */
  public AccessKeys(AdminKey adminKey) {
    permissions.put(adminKey, EnumSet.allOf(Permission.class));
  }

  /** Adds a key that may do one thing only. */
  public AccessKeys with(AdminKey key, Permission only) {
    permissions.put(key, EnumSet.of(only));
    return this;
  }

  /** The text without the secrets of the deployment's keys. */
  public String maskIn(String text) {
    String masked = text;
    for (AdminKey key : permissions.keySet()) {
      masked = key.maskIn(masked);
    }
    return masked;
  }

  /** What the presented key may do; empty where it is none of the deployment's. */
  Optional<Set<Permission>> permissions(String presented) {
    return permissions.entrySet().stream()
        .filter(entry -> entry.getKey().matches(presented))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
