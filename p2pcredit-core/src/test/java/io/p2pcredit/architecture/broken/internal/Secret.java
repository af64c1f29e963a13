package io.p2pcredit.architecture.broken.internal;

/** What nobody outside may know. */
public record Secret(String text) {}
