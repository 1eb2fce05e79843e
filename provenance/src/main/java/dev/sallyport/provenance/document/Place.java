package dev.sallyport.provenance.document;

/** Where a reader stands in a document's tree. */
record Place(String path, String key, String record, int depth) {
    static final Place ROOT = new Place("$", Leaf.UNNAMED, "$", 0);

    Place item(int index) {
        return new Place(path + "[" + index + "]", key, record, depth + 1);
    }

    Place member(String name) {
        return new Place(path + "." + name, name, path, depth + 1);
    }

    Leaf leaf(String text) {
        return new Leaf(path, key, record, text, true);
    }
}
