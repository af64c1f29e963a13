/** The node through its façade, over the in-memory adapters. */
package io.p2pcredit.node;
