package io.shrinkage.features;

/** Invented names of people and movies; different numbers give different names. */
final class SyntheticNames {
  private static final String[] FIRST = {
    "Ada", "Aiko", "Amara", "Anton", "Bela", "Camille", "Dario", "Elif", "Emil", "Esther",
    "Farid", "Freya", "Goran", "Hana", "Henrik", "Ines", "Ivo", "Jasper", "Jun", "Kaia",
    "Lars", "Leila", "Lucia", "Magnus", "Mina", "Nadia", "Nils", "Olga", "Omar", "Paloma",
    "Petra", "Rafael", "Rosa", "Samir", "Selma", "Tariq", "Tilda", "Viktor", "Yara", "Zoe"
  };
  private static final String[] LAST = {
    "Abara", "Almeida", "Aoki", "Bakker", "Bergman", "Castell", "Chen", "Dahl", "Delacroix",
    "Dvorak", "Eklund", "Falk", "Ferreira", "Fontaine", "Garcia", "Haddad", "Halloran", "Ibarra",
    "Jansen", "Kaplan", "Keita", "Kovac", "Kurosu", "Lindqvist", "Lombardi", "Marsh", "Mendel",
    "Moreau", "Nakata", "Novak", "Okafor", "Okonkwo", "Olsen", "Papadakis", "Petrov", "Quint",
    "Rahimi", "Rossi", "Sandoval", "Santos", "Sato", "Silva", "Sorensen", "Tanaka", "Torres",
    "Ueda", "Vance", "Varga", "Weiss", "Zielinski"
  };
  private static final String[] ADJECTIVES = {
    "Amber", "Bitter", "Broken", "Crimson", "Distant", "Electric", "Empty", "Endless", "Final",
    "Forgotten", "Frozen", "Gentle", "Glass", "Golden", "Hidden", "Hollow", "Last", "Little",
    "Lonely", "Lost", "Midnight", "Paper", "Perfect", "Quiet", "Red", "Restless", "Sacred",
    "Second", "Secret", "Silent", "Silver", "Sleeping", "Stolen", "Strange", "Summer", "Velvet",
    "Wandering", "Wild", "Winter", "Wooden"
  };
  private static final String[] NOUNS = {
    "Affair", "Arcade", "Autumn", "Bridge", "Carnival", "City", "Coast", "Corridor", "Crossing",
    "Daughter", "Dream", "Echo", "Empire", "Fire", "Forest", "Garden", "Ghost", "Harbor",
    "Highway", "Hour", "House", "Island", "Journey", "Kingdom", "Lantern", "Letter", "Machine",
    "Map", "Mirror", "Mountain", "Night", "Ocean", "Orchard", "Party", "Promise", "River",
    "Season", "Shadow", "Song", "Stranger", "Street", "Summer", "Train", "Valley", "Voyage",
    "Waltz", "Widow", "Window", "Witness", "Year"
  };

  private SyntheticNames() {}

  /** A person; beyond the 2,000 plain names a numeral tells namesakes apart. */
  static String person(long number) {
    return combine(FIRST, LAST, number);
  }

  /** A title; beyond the 2,000 plain ones they are sequels. */
  static String title(long number) {
    return "The " + combine(ADJECTIVES, NOUNS, number);
  }

  private static String combine(String[] first, String[] second, long number) {
    long plain = (long) first.length * second.length;
    int choice = (int) (number % plain);
    String name = first[choice % first.length] + " " + second[choice / first.length];
    return number < plain ? name : name + " " + (number / plain + 1);
  }
}
