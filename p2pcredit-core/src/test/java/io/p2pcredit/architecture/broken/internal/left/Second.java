package io.p2pcredit.architecture.broken.internal.left;

/** One more file than there should be. */
public record Second(String name) {}
