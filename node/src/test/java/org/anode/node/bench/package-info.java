/**
 * The benchmarks of {@code ./check bench NAME}: each is a program that prints a table and, as its last line, one JSON
 * object. Peers are measured in the same run where one exists. They report what was seen and never fail on a figure.
 */
package org.anode.node.bench;
