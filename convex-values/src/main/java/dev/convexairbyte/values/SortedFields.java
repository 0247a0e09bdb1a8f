package dev.convexairbyte.values;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object, in two arrays: a fraction of the memory of a tree, and many objects can
 * share the array of their names. Cannot be changed.
 */
final class SortedFields extends AbstractMap<String, ConvexValue>
    implements NavigableMap<String, ConvexValue> {

  private final String[] names;
  private final ConvexValue[] values;

  /** Takes the arrays over; the names ascend. */
  SortedFields(String[] names, ConvexValue[] values) {
    for (int i = 0; i < names.length; i++) {
      if (i > 0 && names[i - 1].compareTo(names[i]) >= 0) {
        throw new IllegalArgumentException("names ascend");
      }
      Objects.requireNonNull(values[i]);
    }
    this.names = names;
    this.values = values;
  }

  static SortedFields of(SortedMap<String, ConvexValue> fields) {
    if (fields instanceof SortedFields same) {
      return same;
    }
    // A map may have an order of its own.
    SortedMap<String, ConvexValue> sorted = new TreeMap<>();
    sorted.putAll(fields);
    return new SortedFields(
        sorted.keySet().toArray(String[]::new), sorted.values().toArray(ConvexValue[]::new));
  }

  /** These fields and the others; where both have a name, the other's value. */
  SortedFields with(SortedFields others) {
    String[] allNames = new String[names.length + others.names.length];
    ConvexValue[] allValues = new ConvexValue[allNames.length];
    int count = 0;
    int own = 0;
    for (int i = 0; i < others.names.length; i++) {
      String name = others.names[i];
      int from = own;
      while (own < names.length && names[own].compareTo(name) < 0) {
        own++;
      }
      System.arraycopy(names, from, allNames, count, own - from);
      System.arraycopy(values, from, allValues, count, own - from);
      count += own - from;
      own += own < names.length && names[own].equals(name) ? 1 : 0;
      allNames[count] = name;
      allValues[count++] = others.values[i];
    }
    System.arraycopy(names, own, allNames, count, names.length - own);
    System.arraycopy(values, own, allValues, count, names.length - own);
    count += names.length - own;
    return count == allNames.length
        ? new SortedFields(allNames, allValues)
        : new SortedFields(Arrays.copyOf(allNames, count), Arrays.copyOf(allValues, count));
  }

  @Override
  public @Nullable ConvexValue get(@Nullable Object name) {
    int index = name instanceof String text ? Arrays.binarySearch(names, text) : -1;
    return index < 0 ? null : values[index];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super ConvexValue> action) {
    for (int i = 0; i < names.length; i++) {
      action.accept(names[i], values[i]);
    }
  }

  @Override
  public Set<Map.Entry<String, ConvexValue>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, ConvexValue>> iterator() {
        return new Entries();
      }

      @Override
      public int size() {
        return names.length;
      }
    };
  }

  private final class Entries implements Iterator<Map.Entry<String, ConvexValue>> {

    private int next;

    @Override
    public boolean hasNext() {
      return next < names.length;
    }

    @Override
    public Map.Entry<String, ConvexValue> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Map.Entry<String, ConvexValue> entry = Map.entry(names[next], values[next]);
      next++;
      return entry;
    }
  }

  /** For what is asked of a document too seldom to be worth code of its own. */
  private NavigableMap<String, ConvexValue> tree() {
    TreeMap<String, ConvexValue> tree = new TreeMap<>();
    forEach(tree::put);
    return Collections.unmodifiableNavigableMap(tree);
  }

  @Override
  public @Nullable Comparator<? super String> comparator() {
    return null;
  }

  @Override
  public String firstKey() {
    return tree().firstKey();
  }

  @Override
  public String lastKey() {
    return tree().lastKey();
  }

  @Override
  public Map.@Nullable Entry<String, ConvexValue> lowerEntry(String name) {
    return tree().lowerEntry(name);
  }

  @Override
  public @Nullable String lowerKey(String name) {
    return tree().lowerKey(name);
  }

  @Override
  public Map.@Nullable Entry<String, ConvexValue> floorEntry(String name) {
    return tree().floorEntry(name);
  }

  @Override
  public @Nullable String floorKey(String name) {
    return tree().floorKey(name);
  }

  @Override
  public Map.@Nullable Entry<String, ConvexValue> ceilingEntry(String name) {
    return tree().ceilingEntry(name);
  }

  @Override
  public @Nullable String ceilingKey(String name) {
    return tree().ceilingKey(name);
  }

  @Override
  public Map.@Nullable Entry<String, ConvexValue> higherEntry(String name) {
    return tree().higherEntry(name);
  }

  @Override
  public @Nullable String higherKey(String name) {
    return tree().higherKey(name);
  }

  @Override
  public Map.@Nullable Entry<String, ConvexValue> firstEntry() {
    return tree().firstEntry();
  }

  @Override
  public Map.@Nullable Entry<String, ConvexValue> lastEntry() {
    return tree().lastEntry();
  }

  @Override
  public Map.@Nullable Entry<String, ConvexValue> pollFirstEntry() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map.@Nullable Entry<String, ConvexValue> pollLastEntry() {
    throw new UnsupportedOperationException();
  }

  @Override
  public NavigableMap<String, ConvexValue> descendingMap() {
    return tree().descendingMap();
  }

  @Override
  public NavigableSet<String> navigableKeySet() {
    return tree().navigableKeySet();
  }

  @Override
  public NavigableSet<String> descendingKeySet() {
    return tree().descendingKeySet();
  }

  @Override
  public NavigableMap<String, ConvexValue> subMap(
      String from, boolean fromInclusive, String to, boolean toInclusive) {
    return tree().subMap(from, fromInclusive, to, toInclusive);
  }

  @Override
  public NavigableMap<String, ConvexValue> headMap(String to, boolean inclusive) {
    return tree().headMap(to, inclusive);
  }

  @Override
  public NavigableMap<String, ConvexValue> tailMap(String from, boolean inclusive) {
    return tree().tailMap(from, inclusive);
  }

  @Override
  public SortedMap<String, ConvexValue> subMap(String from, String to) {
    return tree().subMap(from, to);
  }

  @Override
  public SortedMap<String, ConvexValue> headMap(String to) {
    return tree().headMap(to);
  }

  @Override
  public SortedMap<String, ConvexValue> tailMap(String from) {
    return tree().tailMap(from);
  }
}
