package io.p2pcredit.architecture.broken.inmemory;

/** An adapter that knows too little to be wrong. */
public record PlainAdapter(String name) {}
